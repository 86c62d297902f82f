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
        var written = chain.AppendAsync(AuditKey.Of(AuditPart.Begun, entry), AuditJson.Write(entry));
        return (mayProceed && !written.IsFaulted) || await IsWrittenAsync(written, entry);
    }

    /// <summary>Completes an entry that was written at the beginning. The task completes when the ending is stored; waiting for it is optional.</summary>
    public Task EndAsync(AuditEntry begun, AuditEnding ending) =>
        IsOff ? Task.CompletedTask : IsWrittenAsync(ChainOf(begun).AppendAsync(AuditKey.Of(AuditPart.Ended, begun), AuditJson.Write(ending)), begun);

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

    /// <summary>Makes the next maintenance run end every chain.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

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
                chain = new AuditChain(new ChainName(key.Stream, key.Item2, writer), store, time, logger);
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
