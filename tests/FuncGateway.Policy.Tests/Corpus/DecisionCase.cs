using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>A policy and what it says of calls; without a policy, what a grant without one says.</summary>
public sealed record DecisionCase(string Name, JsonElement? Policy, IReadOnlyList<ExpectedDecision> Calls);

/// <param name="Reason">The name of the case of the reason, where it matters.</param>
/// <param name="Charges">Counter ids and amounts, where they matter.</param>
public sealed record ExpectedDecision(
    string Tool,
    JsonElement? Arguments,
    string Verdict,
    string Rule,
    string? Text,
    string? Reason,
    bool? Hidden,
    IReadOnlyDictionary<string, decimal>? Charges);
