using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Servers;

/// <summary>Servers in the table <c>{prefix}Servers</c>.</summary>
internal sealed class TableServerStore(Tables tables) : IServerStore
{
    public const string Table = "Servers";
    private readonly StorageTable _table = tables.Get(Table);

    public async Task<Stored<Server>?> FindAsync(ServerId id, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(ServerRow.Partition, id.Value, cancellationToken);
        return row is null ? null : ServerRow.Read(row);
    }

    public async IAsyncEnumerable<Stored<Server>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {ServerRow.Partition}"), cancellationToken))
        {
            yield return ServerRow.Read(row);
        }
    }

    public Task<SaveResult> SaveAsync(Server server, RowVersion? version, CancellationToken cancellationToken) => version is { } known
        ? _table.ReplaceAsync(ServerRow.Write(server), new ETag(known.Value), cancellationToken)
        : _table.AddAsync(ServerRow.Write(server), cancellationToken);

    public Task<SaveResult> DeleteAsync(ServerId id, RowVersion version, CancellationToken cancellationToken) =>
        _table.DeleteAsync(ServerRow.Partition, id.Value, new ETag(version.Value), cancellationToken);
}
