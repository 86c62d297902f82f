using System.Text.Json.Serialization;

namespace FuncGateway.Gateway.Wire;

[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext;
