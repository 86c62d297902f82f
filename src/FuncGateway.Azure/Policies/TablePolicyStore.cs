using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Policies;

/// <summary>Policies in the table <c>{prefix}Policies</c>; see <see cref="PolicyRow"/> for its rows.</summary>
internal sealed class TablePolicyStore(Tables tables) : IPolicyStore
{
    private readonly StorageTable _table = tables.Get("Policies");

    public Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken) =>
        FindAsync(server, PolicyRow.CurrentKey(policy), cancellationToken);

    public async Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken) =>
        number > 0 ? await FindAsync(server, PolicyRow.RevisionKey(policy, number), cancellationToken) : null;

    public async Task<int> FindLastNumberAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken) =>
        await _table.FindAsync(server.Value, PolicyRow.CurrentKey(policy), cancellationToken, [PolicyRow.NumberProperty]) is { } row ? row.Number(PolicyRow.NumberProperty) : 0;

    public IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, CancellationToken cancellationToken) =>
        ListAsync(server, PolicyRow.CurrentPrefix, PolicyRow.AfterCurrent, cancellationToken);

    public IAsyncEnumerable<PolicyRevision> ListRevisionsAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken) =>
        ListAsync(server, PolicyRow.RevisionPrefix(policy), PolicyRow.AfterRevisions(policy), cancellationToken);

    public async Task<SaveResult> AddAsync(PolicyRevision revision, CancellationToken cancellationToken)
    {
        var currentKey = PolicyRow.CurrentKey(revision.Policy);
        var current = await _table.FindAsync(revision.Server.Value, currentKey, cancellationToken, [PolicyRow.NumberProperty]);
        if (revision.Number != (current?.Number(PolicyRow.NumberProperty) ?? 0) + 1)
        {
            return SaveResult.Conflict;
        }

        // Both rows in one transaction: when two processes publish the same number, the second finds the current row changed.
        var becomesCurrent = PolicyRow.Write(revision, currentKey);
        return await _table.SubmitAsync(
            [
                new(TableTransactionActionType.Add, PolicyRow.Write(revision, PolicyRow.RevisionKey(revision.Policy, revision.Number))),
                current is null
                    ? new(TableTransactionActionType.Add, becomesCurrent)
                    : new(TableTransactionActionType.UpdateReplace, becomesCurrent, current.ETag),
            ],
            cancellationToken);
    }

    public async Task<SaveResult> RetireAsync(ServerId server, PolicyId policy, int number, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var current = await _table.FindAsync(server.Value, PolicyRow.CurrentKey(policy), cancellationToken, [PolicyRow.NumberProperty, PolicyRow.RetiredProperty]);
        return current is null || PolicyRow.IsRetired(current) || current.Number(PolicyRow.NumberProperty) != number
            ? SaveResult.Conflict
            : await _table.ReplaceAsync(PolicyRow.WriteRetired(server, policy, number, at), current.ETag, cancellationToken);
    }

    public async Task<int> DeleteRetiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (from, end, deleted) = (PolicyRow.CurrentPrefix, PolicyRow.AfterCurrent, 0);
        await foreach (var retired in _table.ListAsync(TableClient.CreateQueryFilter($"RowKey ge {from} and RowKey lt {end} and RetiredAt lt {before}"), cancellationToken))
        {
            // Numbers count down in the keys, so a revision that is published at the same time comes before the first key.
            var policy = retired.Id<PolicyId>("Policy", PolicyId.TryParse);
            var (newest, last) = (PolicyRow.RevisionKey(policy, retired.Number(PolicyRow.NumberProperty)), PolicyRow.AfterRevisions(policy));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {retired.PartitionKey} and RowKey ge {newest} and RowKey lt {last}");
            await foreach (var revision in _table.ListAsync(filter, cancellationToken))
            {
                deleted += await _table.DeleteAsync(revision.PartitionKey, revision.RowKey, ETag.All, cancellationToken) == SaveResult.Saved ? 1 : 0;
            }
        }

        return deleted;
    }

    public async Task<AttachedInvariants?> FindInvariantsAsync(ServerId server, CancellationToken cancellationToken) =>
        await _table.FindAsync(server.Value, PolicyRow.InvariantsKey, cancellationToken) is { } row ? PolicyRow.ReadInvariants(row) : null;

    public Task SaveInvariantsAsync(ServerId server, AttachedInvariants invariants, CancellationToken cancellationToken) =>
        _table.UpsertAsync(PolicyRow.Write(server, invariants), cancellationToken);

    public async Task<bool> DeleteInvariantsAsync(ServerId server, CancellationToken cancellationToken) =>
        await _table.DeleteAsync(server.Value, PolicyRow.InvariantsKey, ETag.All, cancellationToken) == SaveResult.Saved;

    private async Task<PolicyRevision?> FindAsync(ServerId server, string rowKey, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(server.Value, rowKey, cancellationToken);
        return row is null || PolicyRow.IsRetired(row) ? null : PolicyRow.Read(row);
    }

    private async IAsyncEnumerable<PolicyRevision> ListAsync(
        ServerId server, string from, string before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {server.Value} and RowKey ge {from} and RowKey lt {before}");
        await foreach (var row in _table.ListAsync(filter, cancellationToken))
        {
            if (!PolicyRow.IsRetired(row))
            {
                yield return PolicyRow.Read(row);
            }
        }
    }
}
