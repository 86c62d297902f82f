using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>
/// One table. Made when first used; a conflict is a result, and every other failure to answer is a <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class StorageTable(TableClient client)
{
    /// <summary>Table Storage takes no more changes in one transaction.</summary>
    public const int MaxChanges = 100;

    private readonly Lock _gate = new();
    private Task? _made;

    public string Name => client.Name;

    /// <param name="select">The only properties wanted; all of them when null.</param>
    public async Task<TableEntity?> FindAsync(
        string partitionKey, string rowKey, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var found = await AskAsync(
            () => client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, select, cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <param name="filter">Made with <see cref="TableClient.CreateQueryFilter(FormattableString)"/>, which quotes what is put into it.</param>
    /// <param name="pageSize">Rows asked for at once, for whoever wants only the first few; as many as the service gives when null.</param>
    public async IAsyncEnumerable<TableEntity> ListAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken, int? pageSize = null)
    {
        await using var rows = client.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(() => rows.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return rows.Current;
        }
    }

    public Task<SaveResult> AddAsync(TableEntity row, CancellationToken cancellationToken) =>
        SaveAsync(() => client.AddEntityAsync(row, cancellationToken), cancellationToken);

    public Task<SaveResult> ReplaceAsync(TableEntity row, ETag version, CancellationToken cancellationToken) =>
        SaveAsync(() => client.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    public Task<SaveResult> DeleteAsync(string partitionKey, string rowKey, ETag version, CancellationToken cancellationToken) =>
        SaveAsync(() => client.DeleteEntityAsync(partitionKey, rowKey, version, cancellationToken), cancellationToken);

    /// <summary>All of the changes or none of them; conflict when one of them meets a row that is not as it expects.</summary>
    public Task<SaveResult> SubmitAsync(IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken) =>
        SaveAsync(async () => (await client.SubmitTransactionAsync(changes, cancellationToken)).GetRawResponse(), cancellationToken);

    /// <summary>As <see cref="SubmitAsync"/>: the versions of the changed rows, in the order of the changes, or null at a conflict.</summary>
    public async Task<IReadOnlyList<ETag>?> TrySubmitAsync(IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken)
    {
        IReadOnlyList<ETag> versions = [];
        var result = await SaveAsync(
            async () =>
            {
                var answer = await client.SubmitTransactionAsync(changes, cancellationToken);
                versions = [.. answer.Value.Select(each => each.Headers.ETag.GetValueOrDefault())];
                return answer.GetRawResponse();
            },
            cancellationToken);
        return result == SaveResult.Saved ? versions : null;
    }

    private async Task<SaveResult> SaveAsync(Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        try
        {
            // Deleting a row that is gone is answered 404 without an exception.
            return (await AskAsync(write, cancellationToken)).IsError ? SaveResult.Conflict : SaveResult.Saved;
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException failed && IsConflict(failed))
        {
            return SaveResult.Conflict;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await MadeAsync().WaitAsync(cancellationToken);
            return await ask();
        }
        catch (Exception e) when (StoreFault.Is(e, cancellationToken))
        {
            ForgetIfGone(e);
            throw StoreFault.Of(e, $"Table '{client.Name}'");
        }
    }

    private Task MadeAsync()
    {
        lock (_gate)
        {
            return _made is null or { IsCompleted: true, IsCompletedSuccessfully: false }
                ? _made = client.CreateIfNotExistsAsync(CancellationToken.None)
                : _made;
        }
    }

    // Somebody deleted the table under us: make it again next time rather than never.
    private void ForgetIfGone(Exception fault)
    {
        if (fault is RequestFailedException { Status: 404 } failed && failed.ErrorCode == TableErrorCode.TableNotFound)
        {
            lock (_gate)
            {
                _made = null;
            }
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
