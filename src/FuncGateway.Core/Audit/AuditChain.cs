using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Writes one chain. One transaction is under way at a time; what arrives meanwhile goes with the next, so a record costs a fraction of a round trip
/// when many come. A transaction that was not answered is not guessed about: the head in the store tells whether it arrived.
/// </summary>
internal sealed partial class AuditChain(ChainName name, IAuditStore store, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Of a transaction's 100 changes one is the head.</summary>
    public const int MaxRows = 99;

    private const int MaxQueued = 20_000;
    private const int MaxConflicts = 5;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

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

    /// <summary>The end of the chain as far as it is known to be stored.</summary>
    public ChainHead? Head => _head?.Value;

    public TimeSpan QuietFor => time.GetElapsedTime(Volatile.Read(ref _lastAppend));

    /// <summary>Something has waited longer for the store than it should.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
            {
                var oldest = _underWay.Count > 0 ? _underWay[0] : _queue.TryPeek(out var next) ? next : null;
                return oldest is not null && time.GetElapsedTime(oldest.QueuedAt) > Late;
            }
        }
    }

    /// <summary>Ends when the row is stored; with <see cref="StoreUnavailableException"/> when it will not be.</summary>
    public Task AppendAsync(string key, string content)
    {
        var row = new PendingRow(key, content, time.GetTimestamp());
        lock (_gate)
        {
            if (_queue.Count >= MaxQueued || _abandoned.IsCancellationRequested)
            {
                return Task.FromException(new StoreUnavailableException("The audit log takes no more records: its store has not answered for too long, or the gateway is stopping."));
            }

            _lastAppend = row.QueuedAt;
            _queue.Enqueue(row);
            _pump ??= Task.Run(PumpAsync);
        }

        return row.Written;
    }

    /// <summary>Writes what waits, and the checkpoint that ends the chain. Nothing may be appended afterwards.</summary>
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
            catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException or ArgumentException)
            {
                LogLost(e, batch.Count, _name);
                Settle(batch, e as StoreUnavailableException ?? new StoreUnavailableException("The audit log did not take a record.", e));
            }
        }
    }

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
                    // The transaction had arrived, only its answer had not.
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
                await Task.Delay(Pause, time, _abandoned.Token);
            }
        }

        throw new StoreUnavailableException("The audit log's store refuses a record again and again.");
    }

    private async Task<Stored<ChainHead>> OpenAsync(CancellationToken cancellationToken)
    {
        var start = new Stored<ChainHead>(ChainHead.Start(_name), default);
        if (_isRegistered)
        {
            return await store.FindHeadAsync(_name, cancellationToken) ?? start;
        }

        // Registered before its first record: a chain that vanishes as a whole is missed. A conflict is our own earlier try.
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

    [LoggerMessage(LogLevel.Error, "{Count} records are lost to audit chain {Chain}")]
    private partial void LogLost(Exception exception, int count, ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} was closed by another process, which took this one for dead; a new one is begun")]
    private partial void LogClosedByAnother(ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} waits: the store does not answer")]
    private partial void LogBehind(StoreUnavailableException exception, ChainName chain);
}
