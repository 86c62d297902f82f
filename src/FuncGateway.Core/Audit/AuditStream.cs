namespace FuncGateway.Core.Audit;

/// <summary>What a record is about; each stream is written, read and checked on its own.</summary>
public enum AuditStream
{
    /// <summary>What agents asked for.</summary>
    Calls,

    /// <summary>What people changed.</summary>
    Admin,
}
