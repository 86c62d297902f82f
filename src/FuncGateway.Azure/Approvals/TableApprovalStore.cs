using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Azure.Approvals;

/// <summary>Approvals in the table <c>{prefix}Approvals</c>; see <see cref="ApprovalRow"/> and <see cref="ApprovalIndexRow"/> for its rows.</summary>
internal sealed class TableApprovalStore(Tables tables) : IApprovalStore
{
    private const int MaxRounds = 4;

    // Maximum number of rows read for one page when few of them match.
    private const int MaxScanned = 500;
    private readonly StorageTable _table = tables.Get("Approvals");

    public async Task<IReadOnlyList<Stored<Approval>>> ListRoundsAsync(CallKey call, CancellationToken cancellationToken) =>
        await _table.ListAsync(ApprovalRow.RoundsOf(call), cancellationToken, MaxRounds).Take(MaxRounds).Select(ApprovalRow.Read).ToListAsync(cancellationToken);

    public async Task<Stored<Approval>?> FindAsync(ApprovalId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(id.Call.Value, ApprovalRow.KeyOf(id), cancellationToken) is { } row ? ApprovalRow.Read(row) : null;

    public async Task<byte[]?> FindArgumentsAsync(ApprovalId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(id.Call.Value, ApprovalRow.ArgumentsKeyOf(id), cancellationToken) is { } row ? ApprovalRow.ReadArguments(row) : null;

    public async Task<SaveResult> AddAsync(Approval approval, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        // Index rows first: an approval without them would be pending unseen, while an index row without an approval is harmless.
        await Task.WhenAll(ApprovalIndexRow.Lists.Select(list => _table.AddAsync(ApprovalIndexRow.Write(list, approval), cancellationToken)));
        TableTransactionAction[] rows =
        [
            new(TableTransactionActionType.Add, ApprovalRow.Write(approval)),
            new(TableTransactionActionType.Add, ApprovalRow.WriteArguments(approval.Id, arguments)),
        ];
        return await _table.SubmitAsync(rows, cancellationToken);
    }

    public async Task<SaveResult> SaveAsync(Approval approval, RowVersion version, CancellationToken cancellationToken)
    {
        var saved = await _table.ReplaceAsync(ApprovalRow.Write(approval), new ETag(version.Value), cancellationToken);
        if (saved == SaveResult.Saved && approval.State != ApprovalState.Pending)
        {
            await UnlistAsync(ApprovalIndexRow.PendingLists, approval, cancellationToken);
        }

        return saved;
    }

    public async Task<bool> WithdrawAsync(ApprovalId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { Value.State: ApprovalState.Pending } stored && await DeleteAsync(stored, cancellationToken);

    public async Task<ApprovalPage> ListAsync(ApprovalQuery query, string? cursor, int count, CancellationToken cancellationToken)
    {
        if (cursor is not null && !ApprovalIndexRow.TryReadKey(cursor, out _))
        {
            throw new ArgumentException("The cursor did not come from a page of this list.", nameof(cursor));
        }

        var found = new List<Stored<Approval>>();
        var lookedAt = 0;
        await foreach (var row in _table.ListAsync(ApprovalIndexRow.FilterOf(query, cursor ?? ""), cancellationToken, count + 1))
        {
            if (found.Count == count || lookedAt++ == MaxScanned)
            {
                return new ApprovalPage(found, cursor);
            }

            cursor = row.RowKey;
            if (await ResolveAsync(row, cancellationToken) is { } approval && query.Matches(approval.Value))
            {
                found.Add(approval);
            }
        }

        return new ApprovalPage(found, null);
    }

    public async Task<int> CountPendingAsync(GrantId grant, int atMost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _table.ListAsync(ApprovalIndexRow.FilterOf(new ApprovalQuery(ApprovalState.Pending, grant), ""), cancellationToken))
        {
            rows.Add(row);
        }

        // Rows may be left behind, so they are looked at, but only if there are enough of them to matter.
        var count = rows.Count < atMost ? rows.Count : 0;
        for (var index = 0; rows.Count >= atMost && index < rows.Count && count < atMost; index++)
        {
            count += await ResolveAsync(rows[index], cancellationToken) is { } stored && stored.Value.StateAt(now) == ApprovalState.Pending ? 1 : 0;
        }

        return count;
    }

    public async Task<int> DeleteAsync(DateTimeOffset createdBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = ApprovalIndexRow.TimeKey(ApprovalIndexRow.Recent, createdBefore);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ApprovalIndexRow.Recent} and RowKey ge {from}");
        var deleted = 0;
        await foreach (var row in _table.ListAsync(filter, cancellationToken))
        {
            if (await ResolveAsync(row, cancellationToken) is not { } stored)
            {
                await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
            else if (stored.Value.StateAt(now) is not (ApprovalState.Pending or ApprovalState.Approved) && await DeleteAsync(stored, cancellationToken))
            {
                deleted++;
            }
        }

        await DropStaleAsync(new ApprovalQuery(ApprovalState.Pending), createdBefore, cancellationToken);
        await DropStaleAsync(new ApprovalQuery(ApprovalState.Pending) { IsNewestFirst = true }, createdBefore, cancellationToken);
        await DropStaleAsync(new ApprovalQuery { IsNewestFirst = false }, createdBefore, cancellationToken);
        return deleted;
    }

    private async Task<bool> DeleteAsync(Stored<Approval> stored, CancellationToken cancellationToken)
    {
        var id = stored.Value.Id;
        TableTransactionAction[] rows =
        [
            new(TableTransactionActionType.Delete, new TableEntity(id.Call.Value, ApprovalRow.KeyOf(id)), new ETag(stored.Version.Value)),
            new(TableTransactionActionType.Delete, new TableEntity(id.Call.Value, ApprovalRow.ArgumentsKeyOf(id)), ETag.All),
        ];
        if (await _table.SubmitAsync(rows, cancellationToken) == SaveResult.Conflict)
        {
            return false;
        }

        await UnlistAsync(ApprovalIndexRow.Lists, stored.Value, cancellationToken);
        return true;
    }

    // Removes rows from a list that were left behind by a crashed process.
    private async Task DropStaleAsync(ApprovalQuery listed, DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        var list = ApprovalIndexRow.ListOf(listed);
        var until = ApprovalIndexRow.TimeKey(list, createdBefore);
        var filter = listed.IsNewestFirst
            ? TableClient.CreateQueryFilter($"PartitionKey eq {list} and RowKey ge {until}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {list} and RowKey lt {until}");
        await foreach (var row in _table.ListAsync(filter, cancellationToken))
        {
            if (await ResolveAsync(row, cancellationToken) is not { } stored || !listed.Matches(stored.Value))
            {
                await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
        }
    }

    /// <summary>Returns the approval that an index row points to, or null if it does not exist or its own index row has another key.</summary>
    private async Task<Stored<Approval>?> ResolveAsync(TableEntity row, CancellationToken cancellationToken) =>
        ApprovalIndexRow.TryReadKey(row.RowKey, out var id)
        && await FindAsync(id, cancellationToken) is { } stored
        && ApprovalIndexRow.KeyOf(row.PartitionKey, stored.Value) == row.RowKey
            ? stored
            : null;

    // The approval has already been changed, and readers skip a leftover row.
    private Task UnlistAsync(IEnumerable<string> lists, Approval approval, CancellationToken cancellationToken) =>
        Task.WhenAll(lists.Select(list => _table.TryDeleteAsync(list, ApprovalIndexRow.KeyOf(list, approval), cancellationToken)));
}
