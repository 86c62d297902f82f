using System.Text.Json.Serialization;

namespace FuncGateway.Azure.Servers;

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ServerRowJson : JsonSerializerContext;
