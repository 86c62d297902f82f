using System.Security.Cryptography;

namespace FuncGateway.Core.Limits;

/// <summary>State shared by the leases of one process: the holder id, the sequence numbers and the lock.</summary>
// Five parameters: what the leases of one process have in common.
internal sealed class LeaseHolder(LeaseClient client, BackgroundLoop loop, TimeProvider time, LimitOptions options, CancellationToken stopping)
{
    /// <summary>How long a counter may be unused before its permits are dropped from memory. Longer than any call waits for a lease.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(1);

    private const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private long _sequence;

    /// <summary>Guards all permits of the process. Held for a few hundred nanoseconds at a time and never across an await.</summary>
    public Lock Gate { get; } = new();

    /// <summary>New for every process, so that permits of a crashed process are never spent by another.</summary>
    public string Id { get; } = RandomNumberGenerator.GetString(Characters, 8);

    /// <summary>The number of the latest report to a counter, to tell what happened before a report. Must be accessed under the lock.</summary>
    public long Report { get; private set; }

    public LeaseClient Client => client;

    /// <summary>Keeps the leases running after an unexpected exception.</summary>
    public BackgroundLoop Loop => loop;

    public TimeProvider Time => time;

    public LimitOptions Options => options;

    public CancellationToken Stopping => stopping;

    /// <summary>Call it under the lock.</summary>
    public long NextReport() => ++Report;

    /// <summary>One sequence for all counters, so that numbers keep rising for a counter that is dropped from memory and used again.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);
}
