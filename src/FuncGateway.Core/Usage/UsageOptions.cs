using System.ComponentModel.DataAnnotations;

namespace FuncGateway.Core.Usage;

/// <summary>Settings of the counts of use, section <c>FuncGateway:Usage</c>. Checked at start.</summary>
public sealed class UsageOptions
{
    public const string Section = GatewayOptions.Section + ":Usage";

    /// <summary>How often each process stores its counts, if there are new ones. People see counts when they are stored.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StoreEvery { get; set; } = TimeSpan.FromMinutes(1);
}
