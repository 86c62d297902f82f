using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>What the admin API says of grants, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(GrantMade))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(Listing<GrantView>), TypeInfoPropertyName = "ListingGrantView")]
internal sealed partial class GrantJson : JsonSerializerContext;
