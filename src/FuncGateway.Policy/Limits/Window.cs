using System.Globalization;

namespace FuncGateway.Policies.Limits;

/// <summary>The time span a limit counts over: a fixed window, aligned to the Unix epoch.</summary>
public readonly record struct Window(int Seconds)
{
    /// <summary>The longest window a policy may name, in seconds: a day.</summary>
    public const int MaxSeconds = 86_400;

    public static Window Minute => new(60);

    public static Window Hour => new(3_600);

    public static Window Day => new(MaxSeconds);

    /// <summary>The window's name, to follow "per" in a sentence.</summary>
    public string Name => Seconds switch
    {
        1 => "second",
        60 => "minute",
        3_600 => "hour",
        MaxSeconds => "day",
        _ => Seconds.ToString(CultureInfo.InvariantCulture) + " seconds",
    };

    /// <summary>Returns the index of the window that contains <paramref name="now"/>, counted from the Unix epoch.</summary>
    public long IndexOf(DateTimeOffset now)
    {
        // Rounded down, so that times before the epoch also belong to the window that starts before them.
        var (index, rest) = Math.DivRem((now - DateTimeOffset.UnixEpoch).Ticks, Seconds * TimeSpan.TicksPerSecond);
        return rest < 0 ? index - 1 : index;
    }

    public DateTimeOffset StartOf(DateTimeOffset now) =>
        DateTimeOffset.UnixEpoch.AddTicks(IndexOf(now) * Seconds * TimeSpan.TicksPerSecond);

    public DateTimeOffset EndOf(DateTimeOffset now) => StartOf(now).AddTicks(Seconds * TimeSpan.TicksPerSecond);
}
