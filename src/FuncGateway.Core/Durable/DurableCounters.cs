using FuncGateway.Core.Limits;
using Microsoft.DurableTask.Entities;

namespace FuncGateway.Core.Durable;

/// <summary>Counters implemented as durable entities: updated by signals, and observed by reading their state.</summary>
public sealed class DurableCounters(IDurableClientSource clients) : ICounters
{
    public Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Lease), request, cancellationToken);

    public Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Return), request, cancellationToken);

    public Task SignalAsync(CounterKey key, ResetRequest request, CancellationToken cancellationToken) =>
        SignalAsync(key, nameof(RateCounterEntity.Reset), request, cancellationToken);

    public Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken) =>
        clients.UseAsync(
            async client =>
            {
                var entity = await client.Entities.GetEntityAsync<RateCounterState>(IdOf(key), includeState: true, cancellationToken);
                return entity is { IncludesState: true } ? entity.State : null;
            },
            cancellationToken);

    private Task<bool> SignalAsync(CounterKey key, string operation, object request, CancellationToken cancellationToken) =>
        clients.UseAsync(
            async client =>
            {
                await client.Entities.SignalEntityAsync(IdOf(key), operation, request, options: null, cancellationToken);
                return true;
            },
            cancellationToken);

    private static EntityInstanceId IdOf(CounterKey key) => new(RateCounterEntity.EntityName, key.Value);
}
