namespace FuncGateway.Core.Audit;

/// <summary>When a record has to be in the store.</summary>
public enum AuditDurability
{
    /// <summary>Before the first byte of the answer leaves.</summary>
    BeforeAnswer,

    /// <summary>At most a second later; while the store is further behind than that, as <see cref="BeforeAnswer"/>.</summary>
    WithinOneSecond,

    /// <summary>Never. For measuring what the audit costs, and for nothing else.</summary>
    Off,
}
