using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>The call to decide.</summary>
/// <param name="Tool">The tool's name, exactly as called.</param>
/// <param name="Arguments">
/// The arguments as raw UTF-8 JSON, or empty if the call has none. The caller must have checked that they are an object without duplicate keys.
/// </param>
public readonly record struct ToolCall(string Tool, ReadOnlyMemory<byte> Arguments);

public enum Verdict
{
    Deny,
    Hold,
    Allow,
}

/// <summary>The amount that a call takes from a limit.</summary>
public sealed record Charge(Limit Limit, decimal Amount);

/// <summary>The approval that a held call requires.</summary>
/// <param name="Pointer">JSON Pointer to the entry that requires the approval.</param>
/// <param name="Fingerprint">Changes with any change to the entry, including its timeout.</param>
/// <param name="Timeout">How long the approval waits for a decision before it expires.</param>
/// <param name="OnPending">The policy's message to the agent while the approval is pending, if any.</param>
/// <param name="Hold">How long the call is kept open; null for the gateway's default.</param>
/// <param name="OnDeny">The policy's message to the agent after a refusal, if any.</param>
public sealed record ApprovalTerms(string Pointer, string Fingerprint, TimeSpan Timeout, string? OnPending, TimeSpan? Hold, string? OnDeny = null);

/// <summary>A policy's decision on one call.</summary>
/// <param name="Verdict">Whether the call is denied, held for approval, or allowed.</param>
/// <param name="Reason">The reason, as typed data.</param>
/// <param name="Charges">The charges of an allowed or approved call, taken all together or not at all. Empty for a denial.</param>
/// <param name="Approval">The approval that a held call requires; null for other verdicts.</param>
public sealed record Decision(Verdict Verdict, Reason Reason, IReadOnlyList<Charge> Charges, ApprovalTerms? Approval = null)
{
    /// <summary>A limit whose maximum is less than what the call takes from it, so that the call is never sent, whatever was counted before; null if there is none.</summary>
    public Limit? ExceededLimit => Charges.FirstOrDefault(charge => charge.Amount > charge.Limit.Max)?.Limit;

    /// <summary>The verdict with limits looked at, if nothing was counted before.</summary>
    internal Verdict FirstVerdict => ExceededLimit is null ? Verdict : Verdict.Deny;

    internal static Decision Denied(Reason reason) => new(Verdict.Deny, reason, []);
}
