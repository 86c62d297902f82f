namespace FuncGateway.Core.Approvals;

/// <summary>How one try to tell people went.</summary>
/// <param name="IsDone">Told, or nobody to tell, or nothing to tell of any more.</param>
public sealed record ApprovalNotice(bool IsDone);
