using System.Security.Cryptography;

namespace FuncGateway.Core.Limits;

/// <summary>What the books of one process have in common: one holder id, one row of sequence numbers, one lock.</summary>
internal sealed class LeaseHolder(LeaseClient client, TimeProvider time, LimitOptions options, CancellationToken stopping)
{
    /// <summary>A counter that was not used for this long is forgotten. Longer than anybody waits for a lease.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(1);

    private const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private long _sequence;

    /// <summary>Guards every book, for a few hundred nanoseconds at a time and never across an await.</summary>
    public Lock Gate { get; } = new();

    /// <summary>New at every start: permits of a process that died are never taken up by another.</summary>
    public string Holder { get; } = RandomNumberGenerator.GetString(Characters, 8);

    public LeaseClient Client => client;

    public TimeProvider Time => time;

    public LimitOptions Options => options;

    public CancellationToken Stopping => stopping;

    /// <summary>One row for all counters, so that a counter that was forgotten here and is used again still sees rising numbers.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);
}
