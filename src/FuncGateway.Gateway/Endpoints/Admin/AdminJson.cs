using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>Everything the admin API says, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApprovalListing))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(GrantMade))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Listing<GrantView>), TypeInfoPropertyName = "ListingGrantView")]
[JsonSerializable(typeof(Listing<PolicySummary>), TypeInfoPropertyName = "ListingPolicySummary")]
[JsonSerializable(typeof(Listing<ServerView>), TypeInfoPropertyName = "ListingServerView")]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ServerBody))]
[JsonSerializable(typeof(ServerDeleted))]
[JsonSerializable(typeof(ServerView))]
internal sealed partial class AdminJson : JsonSerializerContext;
