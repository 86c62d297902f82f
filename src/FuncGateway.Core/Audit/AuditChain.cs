using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Writes one chain. What arrives while a block is on its way goes into the next one, so under load a record costs a fraction of a round trip. When much is
/// waiting, further blocks are sent before the first one is stored. A record is stored once its block and all before it are.
/// </summary>
/// <param name="outcomeDelay">How long a record that no request waits for may wait for one to be stored together with.</param>
// Six parameters: what the chain begins with, where it is stored, and the clock and log of a background loop.
internal sealed partial class AuditChain(ChainName name, ChainOpening opening, IAuditStore store, TimeSpan outcomeDelay, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Maximum number of blocks on their way at once.</summary>
    public const int MaxUnderWay = 4;

    // Fewer records than this wait for the block that is on its way: more blocks would not be stored any sooner.
    private const int WorthAnotherBlock = 64;
    private const int MaxQueued = 20_000;
    // When a block is stored, the clients that waited for it send their next requests. A block for the first of these alone would make the others wait.
    private static readonly TimeSpan MaxGathering = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandoned = new();
    private Queue<PendingRecord> _queue = new();
    private Queue<BlockUnderWay> _underWay = new();
    private ITimer? _delay;
    private ITimer? _gathering;
    private int _awaited;
    private int _expected;
    private bool _isDue;
    private bool _isPumping;
    private ChainWriter _writer = new(name, opening, store, time);
    private ChainHead _head = ChainHead.Start(name);
    private long _lastAppend = time.GetTimestamp();

    public ChainName Name => Head.Chain;

    /// <summary>The end of the chain as known to be stored.</summary>
    public ChainHead Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    public TimeSpan QuietFor => time.GetElapsedTime(Volatile.Read(ref _lastAppend));

    /// <summary>Whether a record has been waiting for the store for more than a second.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
            {
                var oldest = _underWay.TryPeek(out var block) ? block.Records[0] : _awaited > 0 ? _queue.Peek() : null;
                return oldest is not null && time.GetElapsedTime(oldest.QueuedAt) > MaxDelay;
            }
        }
    }

    /// <summary>Queues a record. The task completes when it is stored, or fails with <see cref="StoreUnavailableException"/> if it will not be.</summary>
    public Task AppendAsync(PendingRecord record)
    {
        lock (_gate)
        {
            if (_queue.Count >= MaxQueued || record.Json.Length > AuditBlock.MaxBytes || _abandoned.IsCancellationRequested)
            {
                return Task.FromException(new StoreUnavailableException("The audit log accepts no more records: its store has not answered for too long, the record is too long, or the gateway is stopping."));
            }

            Volatile.Write(ref _lastAppend, record.QueuedAt);
            _queue.Enqueue(record);
            if (record.IsAwaited)
            {
                _expected = ++_awaited < _expected ? _expected : 0;
            }
            else
            {
                _delay ??= time.CreateTimer(_ => EndDelay(), null, outcomeDelay, Timeout.InfiniteTimeSpan);
            }

            Pump();
        }

        return record.Stored;
    }

    /// <summary>Waits until the queued records have been stored. Nothing may be appended afterwards.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var abandon = cancellationToken.Register(_abandoned.Cancel);
        EndDelay();
        while (FindLast() is { } last)
        {
            await last.Stored.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _abandoned.CancelAsync();
    }

    public void Dispose()
    {
        _gathering?.Dispose();
        _delay?.Dispose();
        _abandoned.Dispose();
    }

    private PendingRecord? FindLast()
    {
        lock (_gate)
        {
            return _queue.LastOrDefault() ?? _underWay.LastOrDefault()?.Records[^1];
        }
    }

    private void EndDelay()
    {
        lock (_gate)
        {
            _delay?.Dispose();
            _delay = null;
            _isDue = _queue.Count > 0;
            Pump();
        }
    }

    /// <summary>Makes the next block wait for that many requests, but not for long.</summary>
    private void Gather(int expected)
    {
        if (_underWay.Count == 0 && _awaited < expected && expected > 1)
        {
            _expected = expected;

            // Real time, because it is shorter than what a test would advance by.
            _gathering ??= TimeProvider.System.CreateTimer(_ => EndGathering(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _gathering.Change(MaxGathering, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndGathering()
    {
        lock (_gate)
        {
            _expected = 0;
            Pump();
        }
    }

    private bool IsBlockDue() => _queue.Count > 0
        && (_underWay.Count == 0 ? (_awaited > 0 && _expected == 0) || _isDue : _underWay.Count < MaxUnderWay && _queue.Count >= WorthAnotherBlock);

    private void Pump()
    {
        if (!_isPumping && IsBlockDue())
        {
            _isPumping = true;
            _ = Task.Run(PumpAsync);
        }
    }

    private async Task PumpAsync()
    {
        while (TakeBlock() is { } block)
        {
            try
            {
                await RetryAsync(block.Writer, block.Writer.OpenAsync);
                block.Build();
                _ = StoreAsync(block);
            }
            catch (Exception e)
            {
                Fail(block, e);
            }
        }
    }

    private BlockUnderWay? TakeBlock()
    {
        lock (_gate)
        {
            if (!IsBlockDue())
            {
                _isPumping = false;
                return null;
            }

            var (records, bytes, awaited) = (new List<PendingRecord>(Math.Min(AuditBlock.MaxRecords, _queue.Count)), 0, _awaited);
            while (records.Count < AuditBlock.MaxRecords && _queue.TryPeek(out var next) && (bytes += next.Json.Length + 1) <= AuditBlock.MaxBytes + 1)
            {
                _awaited -= next.IsAwaited ? 1 : 0;
                records.Add(_queue.Dequeue());
            }

            _isDue &= _queue.Count > 0;
            var block = new BlockUnderWay(_writer, records, _head.Number) { Awaited = awaited - _awaited };
            _underWay.Enqueue(block);
            return block;
        }
    }

    private async Task StoreAsync(BlockUnderWay block)
    {
        try
        {
            if (await RetryAsync(block.Writer, block.StoreAsync))
            {
                Complete(block);
            }
            else
            {
                LogClosedByAnother(block.Writer.Name);
                Restart(block.Writer, requeues: true);
            }
        }
        catch (Exception e)
        {
            Fail(block, e);
        }
    }

    // Until the store answers: nothing that was accepted is given up while the gateway runs.
    private async Task<bool> RetryAsync(ChainWriter writer, Func<CancellationToken, Task<bool>> write)
    {
        while (true)
        {
            try
            {
                return await write(_abandoned.Token);
            }
            catch (StoreUnavailableException e)
            {
                LogDelayed(e, writer.Name);
                await Task.Delay(RetryInterval, time, _abandoned.Token);
            }
        }
    }

    private void Complete(BlockUnderWay stored)
    {
        lock (_gate)
        {
            stored.IsStored = true;
            var completed = 0;
            while (stored.Writer == _writer && _underWay.TryPeek(out var first) && first is { IsStored: true, Block: { } block })
            {
                _underWay.Dequeue();
                _head = block.Head;
                first.Records.ForEach(record => record.Complete());
                completed += first.Awaited;
            }

            Gather(completed);
            Pump();
        }
    }

    // Without this block, those after it do not count as stored, so the writer starts another chain.
    private void Fail(BlockUnderWay block, Exception why)
    {
        if (why is OperationCanceledException)
        {
            LogLost(block.Records.Count, block.Writer.Name);
        }
        else
        {
            LogFailed(why, block.Records.Count, block.Writer.Name);
        }

        var error = new StoreUnavailableException("The audit log did not accept a record.", why);
        foreach (var record in Restart(block.Writer, requeues: false))
        {
            record.Fail(error);
        }
    }

    /// <summary>Starts another chain. Returns the records that were under way and are not stored.</summary>
    private PendingRecord[] Restart(ChainWriter ended, bool requeues)
    {
        lock (_gate)
        {
            if (ended != _writer)
            {
                // The records of an earlier chain are already in this one.
                return [];
            }

            PendingRecord[] unstored = [.. _underWay.SelectMany(block => block.Records)];
            _underWay = new();
            _writer = new ChainWriter(ended.Name with { Writer = AuditLog.NewId(time.GetUtcNow()) }, opening, store, time);
            _head = ChainHead.Start(_writer.Name);
            if (requeues)
            {
                _queue = new(unstored.Concat(_queue));
                _isDue = true;
            }
            else if (_abandoned.IsCancellationRequested)
            {
                unstored = [.. unstored, .. _queue];
                _queue = new();
            }

            _awaited = _queue.Count(record => record.IsAwaited);
            Pump();
            return unstored;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Count} records of audit chain {Chain} were lost: the gateway stopped before its store answered")]
    private partial void LogLost(int count, ChainName chain);

    [LoggerMessage(LogLevel.Critical, "Writing audit chain {Chain} failed unexpectedly; at least {Count} records were lost, and what waited for them was refused")]
    private partial void LogFailed(Exception exception, int count, ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} was closed by another process, which considered this one dead; a new chain is started")]
    private partial void LogClosedByAnother(ChainName chain);

    [LoggerMessage(LogLevel.Warning, "Audit chain {Chain} is delayed: the store does not answer")]
    private partial void LogDelayed(StoreUnavailableException exception, ChainName chain);
}
