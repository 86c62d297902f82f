namespace FuncGateway.Policies.Decisions;

/// <summary>How a held call waits for a person.</summary>
/// <param name="Pointer">The entry that asks for the person.</param>
/// <param name="Timeout">After this long without an answer the approval has expired.</param>
/// <param name="OnPending">The message for the agent while it waits, if the policy has one.</param>
/// <param name="Hold">How long the call itself is kept open; null leaves it to the gateway.</param>
/// <param name="OnDeny">The message for the agent when the person refuses, if the policy has one.</param>
public sealed record ApprovalTerms(string Pointer, TimeSpan Timeout, string? OnPending, TimeSpan? Hold, string? OnDeny = null);
