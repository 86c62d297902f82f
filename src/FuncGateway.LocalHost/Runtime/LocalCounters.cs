using System.Text.Json;
using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Limits;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>
/// Counters without Durable Functions: one operation at a time for each key in this process, and between processes on one storage account
/// the row's ETag decides. A signal has been applied when it returns, so the first read finds the reply.
/// </summary>
internal sealed class LocalCounters(EntityTable table, TimeProvider time) : ICounters
{
    // Each lost race means that somebody else got on. So many in a row mean that something is wrong.
    private const int MaxTries = 100;
    private const int LongestJitterMilliseconds = 20;

    private readonly KeyedLock<CounterKey> _turns = new();

    public Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        ApplyAsync(key, state => RateCounter.Lease(state, request, time.GetUtcNow()).Next, cancellationToken);

    public Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        ApplyAsync(key, state => RateCounter.Return(state, request, time.GetUtcNow()), cancellationToken);

    public async Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken) =>
        Read(await table.FindAsync(key.Value, cancellationToken));

    private static RateCounterState? Read(Stored<ReadOnlyMemory<byte>>? row) =>
        row is null ? null : JsonSerializer.Deserialize(row.Value.Span, RuntimeJson.Default.RateCounterState);

    private async Task ApplyAsync(CounterKey key, Func<RateCounterState?, RateCounterState?> operation, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(key, cancellationToken);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await table.FindAsync(key.Value, cancellationToken);
            var state = Read(row);
            var next = operation(state);
            if (next is null || ReferenceEquals(next, state) || await TryWriteAsync(key, next, row?.Version, cancellationToken))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, LongestJitterMilliseconds)), time, cancellationToken);
        }

        throw new StoreUnavailableException($"The counter {key} was written by others {MaxTries} times in a row.");
    }

    private Task<bool> TryWriteAsync(CounterKey key, RateCounterState state, RowVersion? version, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state, RuntimeJson.Default.RateCounterState);
        return version is { } read ? table.TryReplaceAsync(key.Value, json, read, cancellationToken) : table.TryInsertAsync(key.Value, json, cancellationToken);
    }
}
