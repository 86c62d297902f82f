using System.Globalization;

namespace FuncGateway.Cli.Output;

/// <summary>A time as people say it: how long ago, or how long from now.</summary>
internal static class RelativeTime
{
    public static string Of(DateTimeOffset at, DateTimeOffset now) => at <= now ? $"{LengthOf(now - at)} ago" : $"in {LengthOf(at - now)}";

    public static string LengthOf(TimeSpan length)
    {
        var text = length switch
        {
            { TotalSeconds: < 60 } => $"{Math.Floor(length.TotalSeconds)} s",
            { TotalMinutes: < 60 } => $"{Math.Floor(length.TotalMinutes)} min",
            { TotalHours: < 48 } => $"{Math.Floor(length.TotalHours)} h",
            _ => $"{Math.Floor(length.TotalDays)} d",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
