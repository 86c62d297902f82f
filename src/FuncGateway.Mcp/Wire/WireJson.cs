using System.Text.Json.Serialization;

namespace FuncGateway.Mcp.Wire;

[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext;
