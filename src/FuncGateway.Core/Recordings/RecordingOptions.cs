namespace FuncGateway.Core.Recordings;

/// <summary>Bounds of recorded arguments. Not settings: only tests change them.</summary>
public sealed class RecordingOptions
{
    /// <summary>The longest time that a server may have its arguments kept, in days.</summary>
    public const int MaxDays = 30;

    /// <summary>The time that they are kept if the server does not say, in days.</summary>
    public const int DefaultDays = 7;

    /// <summary>The largest arguments that are recorded, in bytes. Larger ones are not, and a replay counts their request as undecided.</summary>
    public const int MaxBytes = 60 * 1_024;

    /// <summary>How often what has been recorded is stored.</summary>
    public TimeSpan StoreEvery { get; init; } = TimeSpan.FromSeconds(2);
}
