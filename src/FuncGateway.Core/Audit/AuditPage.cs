namespace FuncGateway.Core.Audit;

/// <param name="Cursor">Where to go on; null at the end. A page may be short, or empty, and still have one: only so many records are looked through at once.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);
