using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Audit;

/// <summary><c>deny</c>, <c>hold</c> or <c>allow</c>.</summary>
public sealed class VerdictJson() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
