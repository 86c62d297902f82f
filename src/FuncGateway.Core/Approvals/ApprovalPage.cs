namespace FuncGateway.Core.Approvals;

/// <summary>Some of a list of approvals.</summary>
/// <param name="Cursor">Asks for what follows; null when nothing does. A page may be short, or empty, and still have one.</param>
public sealed record ApprovalPage(IReadOnlyList<Stored<Approval>> Approvals, string? Cursor);
