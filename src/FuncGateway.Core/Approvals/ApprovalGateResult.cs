namespace FuncGateway.Core.Approvals;

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
