using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>What the admin API says of policies, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(Listing<PolicySummary>), TypeInfoPropertyName = "ListingPolicySummary")]
internal sealed partial class PolicyJson : JsonSerializerContext;
