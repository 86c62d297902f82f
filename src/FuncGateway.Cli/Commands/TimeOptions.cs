using System.Globalization;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary>Reads lengths of time such as 30d, and times.</summary>
internal static class TimeOptions
{
    public const string Accepted = "a length of time such as 90s, 15m, 12h, 30d or 4w, or a time such as 2030-01-31T12:00:00Z";

    /// <summary>The time that lies this long ago, or the time itself.</summary>
    public static string? Since(string? text, string option, DateTimeOffset now) => text is null ? null : Text(TryLength(text, out var length) ? now - length : TimeOf(text, option));

    /// <summary>The time that is this long from now, or the time itself.</summary>
    public static string? Until(string? text, string option, DateTimeOffset now) => text is null ? null : Text(TryLength(text, out var length) ? now + length : TimeOf(text, option));

    private static bool TryLength(string text, out TimeSpan length)
    {
        length = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        length = TimeSpan.FromSeconds((double)count * unit);
        return unit > 0 && length < TimeSpan.FromDays(100 * 365);
    }

    private static DateTimeOffset TimeOf(string text, string option) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : throw new CliException(ExitCodes.Usage, $"{option} is '{text}'. Accepted: {Accepted}.");

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
