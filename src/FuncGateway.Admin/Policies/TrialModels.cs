using System.Text.Json;
using FuncGateway.Core.Usage;
using FuncGateway.Policies.Analysis.Explanations;
using FuncGateway.Policies.Decisions;
using LimitScope = FuncGateway.Policies.Limits.Scope;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to try a call under a policy.</summary>
/// <param name="Policy">A policy document, or the id of a policy of the server, with <c>@</c> and a number for one of its revisions.</param>
/// <param name="Server">The server that the call would be for.</param>
/// <param name="Grant">The id of the grant that would make the call: what its limits have left is then shown.</param>
internal sealed record TrialBody(JsonElement Policy, CallBody Call, string? Server = null, string? Grant = null);

/// <summary>The call to try.</summary>
/// <param name="Method"><c>tools/call</c> (default), <c>resources/read</c> or <c>prompts/get</c>.</param>
/// <param name="Name">The tool or prompt.</param>
/// <param name="Uri">The resource.</param>
/// <param name="Arguments">The arguments of the tool or prompt, an object.</param>
internal sealed record CallBody(string? Method = null, string? Name = null, string? Uri = null, JsonElement? Arguments = null);

/// <summary>How a call would be decided.</summary>
/// <param name="Rule">The rule as in the audit log; null if the call is allowed.</param>
/// <param name="Message">What the agent would be told; null if the call is allowed.</param>
/// <param name="Hidden">Whether the tool does not exist for the agent.</param>
/// <param name="Listed">Whether the tool, resource or prompt is in the list that the agent sees, if the server has it.</param>
/// <param name="Charges">What the call would take from limits. None of it is taken.</param>
/// <param name="Counters">The limits of the charges as they are now; null if no grant was named.</param>
/// <param name="LimitReached">JSON Pointer to the limit that would deny the call now; null if none would. If no grant was named, only a limit that the call exceeds by itself.</param>
/// <param name="Explanation">Every condition on the way, and what would change the verdict.</param>
// Nine parameters: the parts of the answer.
internal sealed record TrialView(
    Verdict Verdict,
    string? Rule,
    string? Message,
    bool Hidden,
    bool Listed,
    IReadOnlyList<ChargeView> Charges,
    IReadOnlyList<TrialCounter>? Counters,
    string? LimitReached,
    ExplanationView Explanation)
{
    public static TrialView Of(Decision decision, bool isListed, IReadOnlyList<CounterReading>? counters, CallExplanation explanation) => new(
        decision.Verdict,
        decision.Reason.Rule is { Length: > 0 } rule ? rule : null,
        decision.Reason.AgentText is { Length: > 0 } text ? text : null,
        decision.Reason.IsHidden,
        isListed,
        [.. decision.Charges.Select(ChargeView.Of)],
        counters?.Select(TrialCounter.Of).ToArray(),
        counters?.Zip(decision.Charges).Where(pair => pair.First.Remaining < pair.Second.Amount).Select(pair => pair.First.Limit.Pointer).FirstOrDefault() ?? decision.ExceededLimit?.Pointer,
        ExplanationView.Of(explanation));
}

/// <summary>What a limit has left for a grant.</summary>
/// <param name="Rule">Where the limit is in the policy.</param>
/// <param name="Used">What has been issued in the window, including what instances of the gateway hold for calls to come and return after some seconds.</param>
internal sealed record TrialCounter(string Counter, string Rule, decimal Used, decimal Max, decimal Remaining, DateTimeOffset ResetsAt)
{
    public static TrialCounter Of(CounterReading reading) =>
        new(reading.Limit.Counter, reading.Limit.Pointer, reading.Used, reading.Limit.Max, reading.Remaining, reading.ResetsAt);
}

/// <summary>How a policy comes to its decision.</summary>
/// <param name="Entries">In the order in which they are judged.</param>
/// <param name="Nearest">The smallest change of the arguments that found another verdict; null if there is none or it is not known.</param>
/// <param name="Hint">What decides if the arguments do not matter; otherwise null.</param>
internal sealed record ExplanationView(IReadOnlyList<ExplainedEntry> Entries, NearestView? Nearest, string? Hint)
{
    public static ExplanationView Of(CallExplanation explanation) => new(explanation.Entries, NearestView.Of(explanation.Nearest), explanation.Hint);
}

/// <summary>A call that differs as little as possible and is decided otherwise.</summary>
/// <param name="Verdict"><c>allow</c>, <c>hold</c> or <c>deny</c>.</param>
/// <param name="Changes">Each changed argument, such as <c>amount: 7500 → 500</c>.</param>
internal sealed record NearestView(string Verdict, JsonElement Arguments, IReadOnlyList<string> Changes)
{
    public static NearestView? Of(NearestCall? nearest)
    {
        if (nearest is null)
        {
            return null;
        }

        using var arguments = JsonDocument.Parse(nearest.Arguments);
        return new(nearest.Verdict, arguments.RootElement.Clone(), nearest.Changes);
    }
}

/// <summary>What a call would take from one limit.</summary>
/// <param name="Window">What the limit counts over: <c>minute</c>, <c>hour</c>, <c>day</c> or a number of seconds.</param>
/// <param name="Scope"><c>grant</c> or <c>server</c>.</param>
internal sealed record ChargeView(string Counter, string Window, decimal Amount, decimal Max, string Scope)
{
    public static ChargeView Of(Charge charge) =>
        new(charge.Limit.Counter, charge.Limit.Window.Name, charge.Amount, charge.Limit.Max, charge.Limit.Scope == LimitScope.Server ? "server" : "grant");
}
