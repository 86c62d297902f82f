using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Admin.Approvals;

/// <summary>What the admin API says of approvals, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApprovalListing))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
