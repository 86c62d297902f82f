using System.Text.Json;

namespace FuncGateway.Policies.Tests.Corpus;

/// <summary>A policy and what is expected of requests. Without a policy: of requests of a grant that has none.</summary>
public sealed record DecisionCase(string Name, JsonElement? Policy, IReadOnlyList<ExpectedDecision> Calls);

/// <summary>A request and its expected decision, or what an upstream offers and what of it is expected in a list. corpus/policy/README.md describes it.</summary>
public sealed record ExpectedDecision
{
    /// <summary>tool, resource, prompt or list.</summary>
    public string Request { get; init; } = "tool";

    public string Tool { get; init; } = "";

    public string Uri { get; init; } = "";

    public string Prompt { get; init; } = "";

    public JsonElement? Arguments { get; init; }

    public string Verdict { get; init; } = "";

    public string Rule { get; init; } = "";

    /// <summary>The rule that the agent is told; null if it is the same.</summary>
    public string? AgentRule { get; init; }

    /// <summary>The expected text, if it matters.</summary>
    public string? Text { get; init; }

    /// <summary>The expected type of reason, if it matters.</summary>
    public string? Reason { get; init; }

    public bool? Hidden { get; init; }

    /// <summary>The expected counter ids and amounts, if they matter.</summary>
    public IReadOnlyDictionary<string, decimal>? Charges { get; init; }

    /// <summary>For a list: tools, resources, templates or prompts.</summary>
    public string Of { get; init; } = "";

    public IReadOnlyList<string> Offered { get; init; } = [];

    public IReadOnlyList<string> Listed { get; init; } = [];
}
