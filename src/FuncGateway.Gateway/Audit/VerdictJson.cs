using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Gateway.Audit;

/// <summary><c>deny</c>, <c>hold</c> or <c>allow</c>.</summary>
internal sealed class VerdictJson() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
