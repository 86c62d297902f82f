namespace FuncGateway.Core.Approvals;

/// <summary>A held call on its way to a person.</summary>
/// <param name="Arguments">As the agent sent them: that is what a person is shown.</param>
/// <param name="DecisionId">Names the call that asks; an approval remembers which call consumed it.</param>
public sealed record ApprovalRequest(CallKey Call, ApprovalSubject Subject, TimeSpan Timeout, ReadOnlyMemory<byte> Arguments, string DecisionId);

/// <summary>What there is on the desk for a held call.</summary>
public abstract record ApprovalGateResult
{
    private ApprovalGateResult() { }

    /// <summary>Approved and not used yet; to be taken before the call goes on.</summary>
    public sealed record Approved(Stored<Approval> Approval) : ApprovalGateResult;

    /// <param name="IsRepeat">A person was asked about this call before and did not answer in time.</param>
    public sealed record Pending(Approval Approval, bool IsRepeat) : ApprovalGateResult;

    public sealed record Refused(Approval Approval) : ApprovalGateResult;

    /// <summary>The approval that this very call waited for has run out.</summary>
    public sealed record Expired(Approval Approval) : ApprovalGateResult;

    /// <summary>No person can be asked: the call is denied.</summary>
    public sealed record Unavailable(string Why) : ApprovalGateResult;
}
