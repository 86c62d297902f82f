using System.Globalization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>
/// The partition keys of days, newest first (<c>calls_9260332_20261102</c>: 9,999,999 minus the day number, then the day), and the keys of chains.
/// They are documented in docs/operate/audit-format.md.
/// </summary>
internal static class AuditTableKeys
{
    public const string Register = "chains";
    public const string OpenPrefix = "open_";
    public const string ClosedPrefix = "closed_";
    public const string HeadPrefix = "h_";

    /// <summary>Appended to a prefix, sorts after every key with that prefix.</summary>
    public const char After = '~';

    private const string DayFormat = "yyyyMMdd";

    public static string StreamName(AuditStream stream) => stream == AuditStream.Calls ? "calls" : "admin";

    public static string Day(AuditStream stream, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{DayPrefix(stream, day)}_{day:yyyyMMdd}");

    public static string DayPrefix(AuditStream stream, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{StreamName(stream)}_{9_999_999 - day.DayNumber:D7}");

    public static DateOnly? DayOf(string partition) =>
        DateOnly.TryParseExact(partition.AsSpan(partition.LastIndexOf('_') + 1), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string Head(ChainName chain) => HeadPrefix + chain.Writer;

    public static string Open(ChainName chain) => OpenPrefix + Chain(chain);

    public static string Closed(ChainName chain) => ClosedPrefix + Chain(chain);

    /// <summary>Returns null if the key does not name a chain.</summary>
    public static ChainName? ChainOf(string registerKey) => registerKey.Split('_') switch
    {
        [_, var stream and ("calls" or "admin"), var day, var writer] when DayOf(day) is { } date => new(stream == "calls" ? AuditStream.Calls : AuditStream.Admin, date, writer),
        _ => null,
    };

    private static string Chain(ChainName chain) =>
        string.Create(CultureInfo.InvariantCulture, $"{StreamName(chain.Stream)}_{chain.Day:yyyyMMdd}_{chain.Writer}");
}
