namespace FuncGateway.Core.Approvals;

/// <summary>Where an approval stands. Only <see cref="Approved"/> lets a call through, once.</summary>
public enum ApprovalState
{
    Pending,
    Approved,
    Refused,
    Expired,

    /// <summary>The call it was given for was made, or may have been.</summary>
    Consumed,
}
