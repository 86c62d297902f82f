using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core.Limits;

/// <summary>How permits are leased, section <c>FuncGateway:Limits</c>. Checked at start.</summary>
public sealed class LimitOptions
{
    public const string Section = "FuncGateway:Limits";

    /// <summary>How long a call waits for permits before it is denied as "limit cannot be checked". Kept below the timeouts of MCP clients.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait before an unanswered lease is resent: a signal taken by a crashing owner is hidden for minutes. Also the pause before an exhausted counter is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ResendInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long permits may be unused before they are returned to the counter for other instances.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReturnUnusedAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Counters in use lease the next window this long before it begins, so that its first call does not wait. Longer than a lease takes after idle time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan LeaseAheadBy { get; set; } = TimeSpan.FromSeconds(2.5);
}
