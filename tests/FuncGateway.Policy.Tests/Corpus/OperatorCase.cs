using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>Conditions on <c>args.x</c>, with values for which they hold, fail, or cannot be evaluated.</summary>
public sealed record OperatorCase(
    string Name,
    JsonElement Conditions,
    IReadOnlyList<JsonElement>? Holds,
    IReadOnlyList<JsonElement>? Fails,
    IReadOnlyList<JsonElement>? Unclear,
    string? Missing);
