using System.Collections.Concurrent;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryRecordingStore : IRecordingStore
{
    private readonly ConcurrentDictionary<(ServerId Server, string Id), RecordedArguments> _all = new();

    public IReadOnlyCollection<RecordedArguments> All => [.. _all.Values];

    public FakeOutage Outage { get; } = new();

    public async Task AddAsync(IReadOnlyList<RecordedArguments> recordings, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var recorded in recordings)
        {
            _all[(recorded.Server, recorded.Id)] = recorded;
        }
    }

    public async IAsyncEnumerable<RecordedArguments> ListAsync(ServerId server, DateOnly day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var recorded in _all.Values.Where(each => each.Server == server && DateOnly.FromDateTime(each.At.UtcDateTime) == day).OrderBy(each => each.Id, StringComparer.Ordinal))
        {
            yield return recorded;
        }
    }

    public async Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _all.Values.Where(each => each.DeleteAfter < now).Count(each => _all.TryRemove((each.Server, each.Id), out _));
    }

    public async Task DeleteAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var key in _all.Keys.Where(key => key.Server == server))
        {
            _all.TryRemove(key, out _);
        }
    }
}
