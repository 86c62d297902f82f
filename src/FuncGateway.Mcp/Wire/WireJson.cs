using System.Text.Json.Serialization;

namespace FuncGateway.Mcp.Wire;

[JsonSerializable(typeof(long))]
internal sealed partial class WireJson : JsonSerializerContext;
