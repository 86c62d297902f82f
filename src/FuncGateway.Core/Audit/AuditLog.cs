using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Writes records. Each process writes its own chains, one for each stream and day. No method takes the request's cancellation token: a caller that
/// disconnects must not suppress its own record.
/// </summary>
public sealed partial class AuditLog(IAuditStore store, AuditOptions options, TimeProvider time, ILogger<AuditLog> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AuditStream Stream, DateOnly Day), AuditChain> _chains = [];
    private readonly string _writer = NewId(time.GetUtcNow());
    private readonly HashSet<(AuditStream Stream, DateOnly Day)> _begun = [];
    private bool _isClosed;
    private string? _checkpoint;

    /// <summary>Whether auditing is switched off, which is meant for measurements only.</summary>
    public bool IsOff => options.Durability == AuditDurability.Off;

    public static string NewId(DateTimeOffset now) => Ulid.NewUlid(now).ToString();

    /// <summary>Whether the store has been behind for more than a second. A request must then wait for its record before it proceeds.</summary>
    public bool IsBehind(AuditEntry entry) => !IsOff && ChainOf(entry).IsBehind;

    /// <summary>
    /// Records an entry, complete or as far as it is known at the beginning. Returns false if it was not stored; the request must then not proceed.
    /// </summary>
    public async Task<bool> WriteAsync(AuditEntry entry)
    {
        if (IsOff)
        {
            return true;
        }

        var chain = ChainOf(entry);
        var mayProceed = options.Durability == AuditDurability.WithinOneSecond && !chain.IsBehind;
        var written = chain.AppendAsync(new PendingRecord(AuditJson.WriteLine(entry), entry, null, isAwaited: true, time.GetTimestamp()));
        return (mayProceed && !written.IsFaulted) || await IsWrittenAsync(written, entry);
    }

    /// <summary>Completes an entry that was written at the beginning. The task completes when the ending is stored.</summary>
    public Task EndAsync(AuditEntry begun, AuditEnding ending) => IsOff ? Task.CompletedTask : IsWrittenAsync(End(begun, ending, isAwaited: true), begun);

    /// <summary>Completes an entry that was written at the beginning. The ending is stored with a later record, or soon on its own.</summary>
    public void EndLater(AuditEntry begun, AuditEnding ending)
    {
        if (!IsOff)
        {
            _ = End(begun, ending, isAwaited: options.OutcomeDelay == TimeSpan.Zero);
        }
    }

    /// <summary>Removes the chains that have ended: those of earlier days without a new record for <paramref name="quiet"/>, or all of them once stopped. Returns the live and the removed chains.</summary>
    internal (IReadOnlyList<AuditChain> Live, IReadOnlyList<AuditChain> Ended) RemoveEnded(TimeSpan quiet)
    {
        var today = DayOf(time.GetUtcNow());
        lock (_gate)
        {
            var ended = _chains.Where(chain => _isClosed || (chain.Key.Day < today && chain.Value.QuietFor > quiet)).ToArray();
            foreach (var (key, _) in ended)
            {
                _chains.Remove(key);
            }

            return ([.. _chains.Values], [.. ended.Select(chain => chain.Value)]);
        }
    }

    /// <summary>Sets the last checkpoint that is known: its number, a colon and its hash. New chains name it.</summary>
    internal void SetCheckpoint(string checkpoint)
    {
        lock (_gate)
        {
            _checkpoint = checkpoint;
        }
    }

    /// <summary>Makes the next maintenance run end every chain.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private Task End(AuditEntry begun, AuditEnding ending, bool isAwaited) =>
        ChainOf(begun).AppendAsync(new PendingRecord(AuditJson.WriteLine(begun, ending), begun, ending, isAwaited, time.GetTimestamp()));

    private AuditChain ChainOf(AuditEntry entry)
    {
        // By the day of the entry, not of its ending, so that both are stored under the same day.
        var key = (entry.Stream, DayOf(entry.At));
        lock (_gate)
        {
            if (!_chains.TryGetValue(key, out var chain))
            {
                // A closed chain is never continued, so a late record of that day starts a new one.
                var writer = _begun.Add(key) ? _writer : NewId(time.GetUtcNow());
                chain = new AuditChain(new ChainName(key.Stream, key.Item2, writer), ChainOpening.New(_checkpoint), store, options.OutcomeDelay, time, logger);
                _chains[key] = chain;
            }

            return chain;
        }
    }

    private async Task<bool> IsWrittenAsync(Task written, AuditEntry entry)
    {
        try
        {
            await written.WaitAsync(options.WriteTimeout, time);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            LogUnrecorded(e, entry.Id);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Audit entry {Id} was not stored in time")]
    private partial void LogUnrecorded(Exception exception, string id);
}
