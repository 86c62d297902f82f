using System.Text.Json;
using FuncGateway.Policies.Decisions;
using LimitScope = FuncGateway.Policies.Limits.Scope;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to try a call under a policy.</summary>
/// <param name="Policy">A policy document, or the id of a policy of the server.</param>
/// <param name="Server">The server that the call would be for.</param>
internal sealed record TrialBody(JsonElement Policy, CallBody Call, string? Server = null);

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
/// <param name="Charges">What the call would take from limits. None of them is taken, and whether they are reached is not looked at.</param>
internal sealed record TrialView(Verdict Verdict, string? Rule, string? Message, bool Hidden, bool Listed, IReadOnlyList<ChargeView> Charges)
{
    public static TrialView Of(Decision decision, bool listed) => new(
        decision.Verdict,
        decision.Reason.Rule is { Length: > 0 } rule ? rule : null,
        decision.Reason.AgentText is { Length: > 0 } text ? text : null,
        decision.Reason.IsHidden,
        listed,
        [.. decision.Charges.Select(ChargeView.Of)]);
}

/// <summary>What a call would take from one limit.</summary>
/// <param name="Window">What the limit counts over: <c>minute</c>, <c>hour</c>, <c>day</c> or a number of seconds.</param>
/// <param name="Scope"><c>grant</c> or <c>server</c>.</param>
internal sealed record ChargeView(string Counter, string Window, decimal Amount, decimal Max, string Scope)
{
    public static ChargeView Of(Charge charge) =>
        new(charge.Limit.Counter, charge.Limit.Window.Name, charge.Amount, charge.Limit.Max, charge.Limit.Scope == LimitScope.Server ? "server" : "grant");
}
