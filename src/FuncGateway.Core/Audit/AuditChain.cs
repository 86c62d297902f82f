using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Writes one chain. Only one transaction is in flight at a time; records that arrive in the meantime are batched into the next one, so under load a record
/// costs a fraction of a round trip. After an unanswered transaction, the head in the store tells whether it was committed.
/// </summary>
internal sealed partial class AuditChain(ChainName name, IAuditStore store, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Maximum number of records per transaction. One of the 100 allowed changes is the head.</summary>
    public const int MaxRows = 99;

    private const int MaxQueued = 20_000;
    private const int MaxConflicts = 5;
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Queue<PendingRow> _queue = new();
    private readonly CancellationTokenSource _abandoned = new();
    private List<PendingRow> _underWay = [];
    private Task? _pump;
    private ChainName _name = name;
    private bool _isRegistered;
    private Stored<ChainHead>? _head;
    private long _lastAppend = time.GetTimestamp();

    public ChainName Name => _name;

    /// <summary>The end of the chain as known to be stored; null before the first record and after a failed write.</summary>
    public ChainHead? Head => _head?.Value;

    public TimeSpan QuietFor => time.GetElapsedTime(Volatile.Read(ref _lastAppend));

    /// <summary>Whether a record has been waiting for the store for more than a second.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
            {
                var oldest = _underWay.Count > 0 ? _underWay[0] : _queue.TryPeek(out var next) ? next : null;
                return oldest is not null && time.GetElapsedTime(oldest.QueuedAt) > MaxDelay;
            }
        }
    }

    /// <summary>Queues a record. The task completes when it is stored, or fails with <see cref="StoreUnavailableException"/> if it will not be.</summary>
    public Task AppendAsync(string key, string content)
    {
        var row = new PendingRow(key, content, time.GetTimestamp());
        lock (_gate)
        {
            if (_queue.Count >= MaxQueued || _abandoned.IsCancellationRequested)
            {
                return Task.FromException(new StoreUnavailableException("The audit log accepts no more records: its store has not answered for too long, or the gateway is stopping."));
            }

            _lastAppend = row.QueuedAt;
            _queue.Enqueue(row);
            _pump ??= Task.Run(PumpAsync);
        }

        return row.Written;
    }

    /// <summary>Waits until the queued records have been written. Nothing may be appended afterwards.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var abandon = cancellationToken.Register(_abandoned.Cancel);
        Task? pump;
        lock (_gate)
        {
            pump = _pump;
        }

        await (pump ?? Task.CompletedTask);
        await _abandoned.CancelAsync();
    }

    public void Dispose() => _abandoned.Dispose();

    private async Task PumpAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            try
            {
                await CommitAsync(batch);
                Settle(batch, null);
            }
            catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
            {
                LogLost(e, batch.Count, _name);
                Settle(batch, e as StoreUnavailableException ?? NotAccepted(e));
            }
            catch (Exception e)
            {
                // A defect. What is known of the chain may be wrong now, so it is read again for the next batch, which must not be lost as well.
                LogFailed(e, batch.Count, _name);
                _head = null;
                Settle(batch, NotAccepted(e));
            }
        }
    }

    private static StoreUnavailableException NotAccepted(Exception e) => new("The audit log did not accept a record.", e);

    private List<PendingRow> TakeBatch()
    {
        lock (_gate)
        {
            var batch = new List<PendingRow>(Math.Min(MaxRows, _queue.Count));
            while (batch.Count < MaxRows && _queue.TryDequeue(out var row))
            {
                batch.Add(row);
            }

            _underWay = batch;
            _pump = batch.Count == 0 ? null : _pump;
            return batch;
        }
    }

    private static void Settle(IReadOnlyList<PendingRow> batch, StoreUnavailableException? why)
    {
        foreach (var row in batch)
        {
            if (why is null)
            {
                row.Complete();
            }
            else
            {
                row.Fail(why);
            }
        }
    }

    private async Task CommitAsync(IReadOnlyList<PendingRow> batch)
    {
        ChainHead? tried = null;
        for (var conflicts = 0; conflicts < MaxConflicts;)
        {
            try
            {
                _head ??= await OpenAsync(_abandoned.Token);
                if (tried is not null && _head.Value.Hash == tried.Hash)
                {
                    // The transaction was committed; only its response was lost.
                    return;
                }

                if (_head.Value.IsClosed)
                {
                    LogClosedByAnother(_name);
                    (_name, _isRegistered, _head, tried) = (_name with { Writer = AuditLog.NewId(time.GetUtcNow()) }, false, null, null);
                    continue;
                }

                var rows = Link(batch, _head.Value);
                tried = rows[^1].Head;
                var version = await store.AppendAsync(tried, KnownVersion(_head), rows, _abandoned.Token);
                _head = version is { } stored ? new(tried, stored) : null;
                if (version is not null)
                {
                    return;
                }

                conflicts++;
            }
            catch (StoreUnavailableException e)
            {
                _head = null;
                LogBehind(e, _name);
                await Task.Delay(RetryInterval, time, _abandoned.Token);
            }
        }

        throw new StoreUnavailableException("The audit log's store refused a record repeatedly.");
    }

    private async Task<Stored<ChainHead>> OpenAsync(CancellationToken cancellationToken)
    {
        var start = new Stored<ChainHead>(ChainHead.Start(_name), default);
        if (_isRegistered)
        {
            return await store.FindHeadAsync(_name, cancellationToken) ?? start;
        }

        // Register the chain before its first record, so that deleting it entirely is detectable. A conflict is our own earlier attempt.
        await store.SaveChainAsync(ChainRecord.Open(_name, time.GetUtcNow()), null, cancellationToken);
        _isRegistered = true;
        return start;
    }

    private static RowVersion? KnownVersion(Stored<ChainHead> head) => head.Version == default ? null : head.Version;

    private static List<AuditRow> Link(IReadOnlyList<PendingRow> batch, ChainHead head)
    {
        var rows = new List<AuditRow>(batch.Count);
        foreach (var pending in batch)
        {
            var row = AuditRow.After(head, pending.Key, pending.Content);
            rows.Add(row);
            head = row.Head;
        }

        return rows;
    }

    [LoggerMessage(LogLevel.Error, "{Count} records of audit chain {Chain} were lost")]
    private partial void LogLost(Exception exception, int count, ChainName chain);

    [LoggerMessage(LogLevel.Critical, "Writing audit chain {Chain} failed unexpectedly; {Count} records were lost, and what waited for them was refused")]
    private partial void LogFailed(Exception exception, int count, ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} was closed by another process, which considered this one dead; a new chain is started")]
    private partial void LogClosedByAnother(ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} is delayed: the store does not answer")]
    private partial void LogBehind(StoreUnavailableException exception, ChainName chain);
}
