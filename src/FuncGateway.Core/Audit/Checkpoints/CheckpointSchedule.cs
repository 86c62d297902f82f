using System.Security.Cryptography;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>
/// When a checkpoint is written: each minute in which an instance recorded something, and each hour otherwise, by the clean-up. A timer of its own would
/// keep an idle function app running.
/// </summary>
/// <remarks>
/// At every full minute (UTC), each instance that is in use registers how long its chains are. Then it waits for its turn, and writes a checkpoint unless
/// the last one covers what it registered. The first whose turn it is therefore writes one for all, and a record is covered within a minute and some seconds.
/// </remarks>
public static class CheckpointSchedule
{
    // From when all instances have registered their chains, to when the first of many has had its turn.
    private const int FirstTurn = 2_000;
    private const int LastTurn = 10_000;

    // An instance whose minute ended just before would otherwise run twice.
    private static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(5);

    // Below the hour of the clean-up, which may be a little early or late.
    public static CheckpointNeed WhenIdle { get; } = new CheckpointNeed.YoungerThan(TimeSpan.FromMinutes(55));

    /// <summary>How long to wait for the next full minute.</summary>
    public static TimeSpan UntilNextMinute(DateTimeOffset now)
    {
        var left = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.UtcTicks % TimeSpan.TicksPerMinute));
        return left < TooSoon ? left + TimeSpan.FromMinutes(1) : left;
    }

    /// <summary>How long to wait for the turn of this instance: chosen anew each time, so that no instance writes all checkpoints.</summary>
    public static TimeSpan UntilTurn() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(FirstTurn, LastTurn));
}
