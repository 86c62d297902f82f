using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>Some entries, the newest first.</summary>
/// <param name="Cursor">For <c>?cursor=</c>, to see what follows; absent at the end. A page may be short, or empty, and still have one.</param>
/// <param name="Off">Present when nothing is recorded at the moment, because a measurement is going on.</param>
internal sealed record AuditListing(IReadOnlyList<AuditEntry> Items, string? Cursor, bool? Off);
