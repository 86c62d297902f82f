namespace FuncGateway.Core.Approvals;

/// <summary>What became of a wish to change an approval.</summary>
public abstract record ApprovalChange
{
    private ApprovalChange() { }

    public sealed record Done(Approval Next) : ApprovalChange;

    /// <summary>The approval does not go there from where it stands.</summary>
    public sealed record Illegal(string Why) : ApprovalChange;
}
