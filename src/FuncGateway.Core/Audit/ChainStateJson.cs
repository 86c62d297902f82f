using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary><c>open</c>, <c>closed</c> or <c>removed</c>.</summary>
public sealed class ChainStateJson() : JsonStringEnumConverter<ChainState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
