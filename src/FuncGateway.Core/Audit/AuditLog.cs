using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Takes records. Each process writes chains of its own, one for each stream and day. None of the methods takes the token of a request: a caller who
/// hangs up must not erase its own record.
/// </summary>
public sealed partial class AuditLog(IAuditStore store, AuditOptions options, TimeProvider time, ILogger<AuditLog> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AuditStream Stream, DateOnly Day), AuditChain> _chains = [];
    private readonly string _writer = NewId(time.GetUtcNow());
    private readonly HashSet<(AuditStream Stream, DateOnly Day)> _begun = [];
    private bool _isClosed;

    /// <summary>Nothing is recorded: a measurement is going on.</summary>
    public bool IsOff => options.Durability == AuditDurability.Off;

    public static string NewId(DateTimeOffset now) => Ulid.NewUlid(now).ToString();

    /// <summary>The store has not taken a record for over a second: what is not begun yet waits for its record.</summary>
    public bool IsBehind(AuditEntry entry) => !IsOff && ChainOf(entry).IsBehind;

    /// <summary>
    /// Records an entry, whole or as far as it is known when something begins. False: it is not in the store, and what it is about must not go on.
    /// </summary>
    public async Task<bool> WriteAsync(AuditEntry entry)
    {
        if (IsOff)
        {
            return true;
        }

        var chain = ChainOf(entry);
        var mayGoOn = options.Durability == AuditDurability.WithinOneSecond && !chain.IsBehind;
        var written = chain.AppendAsync(AuditKey.Of(AuditPart.Begun, entry), AuditJson.Write(entry));
        return (mayGoOn && !written.IsFaulted) || await IsWrittenAsync(written, entry);
    }

    /// <summary>Completes an entry that was written when it began. The task ends when that is stored; nobody has to wait for it.</summary>
    public Task EndAsync(AuditEntry begun, AuditEnding ending) =>
        IsOff ? Task.CompletedTask : IsWrittenAsync(ChainOf(begun).AppendAsync(AuditKey.Of(AuditPart.Ended, begun), AuditJson.Write(ending)), begun);

    /// <summary>The chains that are written here, and of those the ones of earlier days that nothing has come to for this long.</summary>
    internal (IReadOnlyList<AuditChain> Live, IReadOnlyList<AuditChain> Over) TakeOver(TimeSpan quiet)
    {
        var today = DayOf(time.GetUtcNow());
        lock (_gate)
        {
            var over = _chains.Where(chain => _isClosed || (chain.Key.Day < today && chain.Value.QuietFor > quiet)).ToArray();
            foreach (var (key, _) in over)
            {
                _chains.Remove(key);
            }

            return ([.. _chains.Values], [.. over.Select(chain => chain.Value)]);
        }
    }

    /// <summary>No new records from here on.</summary>
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
        // By the day of the entry, not of the ending: both have to be found side by side.
        var key = (entry.Stream, DayOf(entry.At));
        lock (_gate)
        {
            if (!_chains.TryGetValue(key, out var chain))
            {
                // A chain that was closed is not gone on with, so a late record of that day begins another.
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
            await written.WaitAsync(options.Patience, time);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            LogUnrecorded(e, entry.Id);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Entry {Id} of the audit was not stored in time")]
    private partial void LogUnrecorded(Exception exception, string id);
}
