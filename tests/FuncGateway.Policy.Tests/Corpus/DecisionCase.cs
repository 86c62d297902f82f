using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>A policy and its expected decisions on calls. Without a policy: the decisions for a grant that has none.</summary>
public sealed record DecisionCase(string Name, JsonElement? Policy, IReadOnlyList<ExpectedDecision> Calls);

/// <param name="Reason">The expected type of reason, if it matters.</param>
/// <param name="Charges">The expected counter ids and amounts, if they matter.</param>
public sealed record ExpectedDecision(
    string Tool,
    JsonElement? Arguments,
    string Verdict,
    string Rule,
    string? Text,
    string? Reason,
    bool? Hidden,
    IReadOnlyDictionary<string, decimal>? Charges);
