using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core.Audit;

/// <summary>Settings of the audit log, section <c>FuncGateway:Audit</c>. Checked at start.</summary>
public sealed class AuditOptions
{
    public const string Section = GatewayOptions.Section + ":Audit";

    /// <summary>When a record must be in the store: <c>BeforeAnswer</c>, <c>WithinOneSecond</c>, or <c>Off</c> for measurements only.</summary>
    [EnumDataType(typeof(AuditDurability))]
    public AuditDurability Durability { get; set; } = AuditDurability.BeforeAnswer;

    /// <summary>How long a call waits for its record to be stored. After that it is refused, or, if it was sent already, its answer is withheld.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the outcome of a call may wait for a record to be stored together with. A longer time saves writes while there are few calls; a process that is killed loses the outcomes that wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.500")]
    public TimeSpan OutcomeDelay { get; set; } = TimeSpan.FromMilliseconds(250);

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
