using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Tasks;

namespace FuncGateway.Azure.Tasks;

/// <summary>The owners of tasks in the table <c>{prefix}Tasks</c>: one partition per server, one row per task, keyed by the hash of its id.</summary>
internal sealed class TableTaskStore(Tables tables) : ITaskStore
{
    private const string GrantProperty = "Grant";
    private const string ExpiresAtProperty = "ExpiresAt";
    private readonly StorageTable _table = tables.Get("Tasks");

    public async Task<TaskOwner?> FindAsync(TaskKey task, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(task.Server.Value, task.Hash, cancellationToken);
        return row is null ? null : new TaskOwner(row.Id<GrantId>(GrantProperty, GrantId.TryParse), row.Time(ExpiresAtProperty));
    }

    public Task<SaveResult> AddAsync(TaskKey task, TaskOwner owner, CancellationToken cancellationToken) => _table.AddAsync(
        new TableEntity(task.Server.Value, task.Hash) { [GrantProperty] = owner.Grant.Value, [ExpiresAtProperty] = owner.ExpiresAt },
        cancellationToken);

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"ExpiresAt lt {now}"), cancellationToken))
        {
            deleted += await _table.DeleteAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken) == SaveResult.Saved ? 1 : 0;
        }

        return deleted;
    }
}
