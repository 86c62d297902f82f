using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core.Audit;

/// <summary>Settings of the audit log, section <c>FuncGateway:Audit</c>. Checked at start.</summary>
public sealed class AuditOptions
{
    public const string Section = GatewayOptions.Section + ":Audit";

    /// <summary>When a record must be in the store: <c>BeforeAnswer</c>, <c>WithinOneSecond</c>, or <c>Off</c> for measurements only.</summary>
    [EnumDataType(typeof(AuditDurability))]
    public AuditDurability Durability { get; set; } = AuditDurability.BeforeAnswer;

    /// <summary>How long a call waits for its record to be stored before it is refused. Long enough for a throttled store, short enough for the client's own timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long records are kept. Whole days (UTC) are deleted together, so a record may be kept up to a day longer.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);
}

/// <summary>When a record must be in the store.</summary>
public enum AuditDurability
{
    /// <summary>Before the first byte of the response is sent.</summary>
    BeforeAnswer,

    /// <summary>Within a second of the decision. While the store is further behind than that, as <see cref="BeforeAnswer"/>.</summary>
    WithinOneSecond,

    /// <summary>Never: nothing is recorded. Only for measuring the cost of auditing.</summary>
    Off,
}
