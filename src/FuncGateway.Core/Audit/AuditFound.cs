namespace FuncGateway.Core.Audit;

/// <summary>An entry and its place in the order of the log.</summary>
public sealed record AuditFound(AuditEntry Entry, string Place);
