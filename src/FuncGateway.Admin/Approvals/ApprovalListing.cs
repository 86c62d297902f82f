namespace FuncGateway.Admin.Approvals;

/// <summary>Some approvals.</summary>
/// <param name="Cursor">For <c>?cursor=</c>, to see what follows; null at the end. A page may be short and still have one.</param>
internal sealed record ApprovalListing(IReadOnlyList<ApprovalView> Items, string? Cursor);
