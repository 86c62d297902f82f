using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>
/// A table that is created on first use. Conflicts are results; every other failure throws a <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class StorageTable(TableClient client)
{
    /// <summary>Maximum number of changes in one transaction of Table Storage.</summary>
    public const int MaxChanges = 100;

    private readonly CreatedOnFirstUse _access = new($"Table '{client.Name}'", () => client.CreateIfNotExistsAsync(CancellationToken.None), TableErrorCode.TableNotFound.ToString());

    public string Name => client.Name;

    /// <param name="select">The properties to read; null for all.</param>
    public async Task<TableEntity?> FindAsync(
        string partitionKey, string rowKey, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var found = await _access.AskAsync(
            () => client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, select, cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <param name="filter">Created with <see cref="TableClient.CreateQueryFilter(FormattableString)"/>, which escapes its values.</param>
    /// <param name="pageSize">Number of rows per request, if only the first few are needed; null for the service's default.</param>
    /// <param name="select">The properties to read; null for all.</param>
    public async IAsyncEnumerable<TableEntity> ListAsync(
        string filter, [EnumeratorCancellation] CancellationToken cancellationToken, int? pageSize = null, IEnumerable<string>? select = null)
    {
        await using var rows = client.QueryAsync<TableEntity>(filter, pageSize, select, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await _access.AskAsync(() => rows.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return rows.Current;
        }
    }

    public Task<SaveResult> AddAsync(TableEntity row, CancellationToken cancellationToken) =>
        SaveAsync(() => client.AddEntityAsync(row, cancellationToken), cancellationToken);

    public Task<SaveResult> ReplaceAsync(TableEntity row, ETag version, CancellationToken cancellationToken) =>
        SaveAsync(() => client.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Adds the row, or replaces it whatever its state.</summary>
    public Task UpsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        _access.AskAsync(() => client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    public Task<SaveResult> DeleteAsync(string partitionKey, string rowKey, ETag version, CancellationToken cancellationToken) =>
        SaveAsync(() => client.DeleteEntityAsync(partitionKey, rowKey, version, cancellationToken), cancellationToken);

    /// <summary>Deletes a row that no longer matters; a failure is ignored.</summary>
    public async Task TryDeleteAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(partitionKey, rowKey, ETag.All, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    /// <summary>Applies all changes in one transaction. Returns <see cref="SaveResult.Conflict"/> if a row is not in the expected state.</summary>
    public Task<SaveResult> SubmitAsync(IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken) =>
        SaveAsync(async () => (await client.SubmitTransactionAsync(changes, cancellationToken)).GetRawResponse(), cancellationToken);

    private async Task<SaveResult> SaveAsync(Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        try
        {
            // Deleting a row that does not exist returns 404 without an exception.
            return (await _access.AskAsync(write, cancellationToken)).IsError ? SaveResult.Conflict : SaveResult.Saved;
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException failed && IsConflict(failed))
        {
            return SaveResult.Conflict;
        }
    }

    private static bool IsConflict(RequestFailedException failed) => failed.Status switch
    {
        409 => failed.ErrorCode == TableErrorCode.EntityAlreadyExists,
        412 => true,
        404 => failed.ErrorCode != TableErrorCode.TableNotFound,
        _ => false,
    };
}
