using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>A call as the policy sees it.</summary>
/// <param name="Tool">The tool's name, exactly as called.</param>
/// <param name="Arguments">
/// The arguments as raw UTF-8 JSON, or empty when the call has none. The caller has checked that they are an object without duplicate keys.
/// </param>
public readonly record struct ToolCall(string Tool, ReadOnlyMemory<byte> Arguments);

public enum Verdict
{
    Deny,
    Hold,
    Allow,
}

/// <summary>What a call would take from a limit.</summary>
public sealed record Charge(Limit Limit, decimal Amount);

/// <summary>How a held call waits for a person.</summary>
/// <param name="Pointer">The entry that asks for the person.</param>
/// <param name="Timeout">After this long without an answer the approval has expired.</param>
/// <param name="OnPending">The message for the agent while it waits, if the policy has one.</param>
/// <param name="Hold">How long the call itself is kept open; null leaves it to the gateway.</param>
/// <param name="OnDeny">The message for the agent when the person refuses, if the policy has one.</param>
public sealed record ApprovalTerms(string Pointer, TimeSpan Timeout, string? OnPending, TimeSpan? Hold, string? OnDeny = null);

/// <summary>What a policy says of one call.</summary>
/// <param name="Verdict">Whether the call is denied, held for a person, or allowed.</param>
/// <param name="Reason">Why, as data.</param>
/// <param name="Charges">What an allowed or approved call takes: all of them or none. Empty for a denial.</param>
/// <param name="Approval">How a held call waits; null for the other verdicts.</param>
/// <param name="ApprovalRule">Identifies the content of the entry that asks for the person: another one as soon as anything in it changes.</param>
public sealed record Decision(Verdict Verdict, Reason Reason, IReadOnlyList<Charge> Charges, ApprovalTerms? Approval = null, string? ApprovalRule = null)
{
    internal static Decision Denied(Reason reason) => new(Verdict.Deny, reason, []);
}
