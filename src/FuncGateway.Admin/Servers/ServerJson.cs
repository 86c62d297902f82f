using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Servers;

/// <summary>What the admin API says of servers, and the shapes of what it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerBody))]
[JsonSerializable(typeof(ServerDeleted))]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(Listing<ServerView>), TypeInfoPropertyName = "ListingServerView")]
internal sealed partial class ServerJson : JsonSerializerContext;
