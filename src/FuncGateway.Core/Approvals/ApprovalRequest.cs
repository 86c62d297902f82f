namespace FuncGateway.Core.Approvals;

/// <summary>A held call on its way to a person.</summary>
/// <param name="Arguments">As the agent sent them: that is what a person is shown.</param>
/// <param name="DecisionId">Names the call that asks; an approval remembers which call consumed it.</param>
public sealed record ApprovalRequest(CallKey Call, ApprovalSubject Subject, TimeSpan Timeout, ReadOnlyMemory<byte> Arguments, string DecisionId);
