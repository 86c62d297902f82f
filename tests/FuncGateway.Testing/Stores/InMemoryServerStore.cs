using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryServerStore(Signal? changed = null) : IServerStore
{
    private readonly InMemoryRows<ServerId, Server> _rows = new(changed);

    public FakeOutage Outage { get; } = new(changed);

    public async Task<Stored<Server>?> FindAsync(ServerId id, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _rows.Find(id);
    }

    public async IAsyncEnumerable<Stored<Server>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var stored in _rows.All.OrderBy(stored => stored.Value.Id.Value, StringComparer.Ordinal))
        {
            yield return stored;
        }
    }

    public async Task<SaveResult> SaveAsync(Server server, RowVersion? version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return version is { } known ? _rows.Replace(server.Id, server, known) : _rows.Add(server.Id, server);
    }

    public async Task<SaveResult> DeleteAsync(ServerId id, RowVersion version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _rows.Delete(id, version);
    }
}
