using System.Runtime.CompilerServices;
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

    private async Task<PolicyRevision?> FindAsync(ServerId server, string rowKey, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(server.Value, rowKey, cancellationToken);
        return row is null ? null : PolicyRow.Read(row);
    }

    private async IAsyncEnumerable<PolicyRevision> ListAsync(
        ServerId server, string from, string before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {server.Value} and RowKey ge {from} and RowKey lt {before}");
        await foreach (var row in _table.ListAsync(filter, cancellationToken))
        {
            yield return PolicyRow.Read(row);
        }
    }
}
