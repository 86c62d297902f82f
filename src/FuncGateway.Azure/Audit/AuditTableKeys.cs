using System.Globalization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>
/// The keys of the register, whose partitions sort newest day first (<c>r_calls_9260332_20261102</c>: 9,999,999 minus the day number, then the day), and of
/// blocks, whose partitions are chains and whose rows sort newest first. They are documented in docs/operate/audit-format.md.
/// </summary>
internal static class AuditTableKeys
{
    /// <summary>Appended to a prefix, sorts after every key with that prefix.</summary>
    public const char After = '~';

    private const string DayFormat = "yyyyMMdd";
    private const int MaxDay = 9_999_999;
    private const long MaxNumber = 9_999_999_999;

    /// <summary>The partition of the register that has the chains of a day.</summary>
    public static string Register(AuditStream stream, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{RegisterFrom(stream, day)}_{day:yyyyMMdd}");

    /// <summary>Sorts before the partition of the day and those of all earlier days.</summary>
    public static string RegisterFrom(AuditStream stream, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"r_{AuditStreams.NameOf(stream)}_{MaxDay - day.DayNumber:D7}");

    /// <summary>Sorts after every partition of the register for the stream.</summary>
    public static string RegisterEnd(AuditStream stream) => $"r_{AuditStreams.NameOf(stream)}_{After}";

    /// <summary>The partition of a chain's blocks.</summary>
    public static string Blocks(ChainName chain) => string.Create(CultureInfo.InvariantCulture, $"{BlocksOf(chain.Stream)}{chain.Day:yyyyMMdd}_{chain.Writer}");

    /// <summary>The prefix of the partitions of blocks of a stream.</summary>
    public static string BlocksOf(AuditStream stream) => $"b_{AuditStreams.NameOf(stream)}_";

    public static string Number(int number) => (MaxNumber - number).ToString("D10", CultureInfo.InvariantCulture);

    public static int? NumberOf(string rowKey) =>
        long.TryParse(rowKey, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && MaxNumber - key is > 0 and <= int.MaxValue and var number ? (int)number : null;

    /// <summary>Returns the chain that a partition of blocks is for, or null.</summary>
    public static ChainName? ChainOf(string partition) => partition.Split('_') switch
    {
        ["b", var stream and ("calls" or "admin"), var day, var writer] when Day(day) is { } date => new(StreamOf(stream), date, writer),
        _ => null,
    };

    /// <summary>Returns the chain that a row of the register is for, or null.</summary>
    public static ChainName? ChainOf(string partition, string rowKey) => partition.Split('_') switch
    {
        ["r", var stream and ("calls" or "admin"), _, var day] when Day(day) is { } date => new(StreamOf(stream), date, rowKey),
        _ => null,
    };

    private static AuditStream StreamOf(string name) => name == "calls" ? AuditStream.Calls : AuditStream.Admin;

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
