namespace FuncGateway.Core.Approvals;

/// <summary>A held call that needs a person's approval.</summary>
/// <param name="Content">Everything in the call that the approval binds, as sent by the agent: this is what the person is shown.</param>
/// <param name="DecisionId">Identifies the call; an approval records which call consumed it.</param>
public sealed record ApprovalRequest(CallKey Call, ApprovalSubject Subject, TimeSpan Timeout, ReadOnlyMemory<byte> Content, string DecisionId);

/// <summary>The state of the approval that a held call needs.</summary>
public abstract record ApprovalGateResult
{
    private ApprovalGateResult() { }

    /// <summary>Approved and not yet consumed; it must be consumed before the call proceeds.</summary>
    public sealed record Approved(Stored<Approval> Approval) : ApprovalGateResult;

    /// <summary>Consumed for this call.</summary>
    public sealed record Consumed(ApprovalPass Pass) : ApprovalGateResult;

    /// <param name="IsRepeat">An earlier approval of this call expired without an answer.</param>
    public sealed record Pending(Approval Approval, bool IsRepeat) : ApprovalGateResult;

    public sealed record Refused(Approval Approval) : ApprovalGateResult;

    /// <summary>The approval that this call waited for has expired.</summary>
    public sealed record Expired(Approval Approval) : ApprovalGateResult;

    /// <summary>The identical call has been sent under this approval, and as far as is known its answer did not reach the agent. The agent is told; nothing runs.</summary>
    public sealed record AlreadySent(Approval Approval) : ApprovalGateResult;

    /// <summary>As many approvals of the grant are pending as are accepted; the call is denied.</summary>
    public sealed record TooMany(int Max) : ApprovalGateResult;

    /// <summary>No approval can be requested; the call is denied.</summary>
    public sealed record Unavailable(string Why) : ApprovalGateResult;
}
