using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>
/// The states of the local runtime's entities: one row each, UTF-8 JSON in binary properties of at most 64 KiB. Who writes first is
/// decided by the row's ETag. Every member throws <see cref="StoreUnavailableException"/> when the table does not answer.
/// </summary>
public sealed class EntityTable(TableServiceClient tables, string tablePrefix)
{
    /// <summary>The longest state a row takes. Azurite accepts larger ones than the service does, so it is checked here.</summary>
    public const int MaxBytes = MaxParts * PartBytes;

    private const int PartBytes = 64 * 1024;
    private const int MaxParts = 15;
    private const string Row = "state";

    private readonly TableClient _table = tables.GetTableClient(tablePrefix + "Entities");

    public async Task<Stored<ReadOnlyMemory<byte>>?> FindAsync(string key, CancellationToken cancellationToken) =>
        await AskAsync<Stored<ReadOnlyMemory<byte>>?>(
            async () =>
            {
                var found = await _table.GetEntityIfExistsAsync<TableEntity>(EntityKey.Encode(key), Row, cancellationToken: cancellationToken);
                return found is { HasValue: true, Value: { } row } ? new Stored<ReadOnlyMemory<byte>>(Join(row), new RowVersion(row.ETag.ToString())) : null;
            },
            _ => false,
            null,
            cancellationToken);

    /// <summary>False when there is a state already.</summary>
    public async Task<bool> TryInsertAsync(string key, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var row = Split(key, json);
        return await AskAsync(
            async () =>
            {
                await InsertAsync(row, cancellationToken);
                return true;
            },
            status => status == 409,
            false,
            cancellationToken);
    }

    /// <summary>False when the state is no longer the one that was read.</summary>
    public async Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> json, RowVersion version, CancellationToken cancellationToken)
    {
        var row = Split(key, json);
        return await AskAsync(
            async () =>
            {
                await _table.UpdateEntityAsync(row, new ETag(version.Value), TableUpdateMode.Replace, cancellationToken);
                return true;
            },
            status => status is 404 or 412,
            false,
            cancellationToken);
    }

    /// <summary>False when the state is no longer the one that was read.</summary>
    public async Task<bool> TryDeleteAsync(string key, RowVersion version, CancellationToken cancellationToken) =>
        await AskAsync(
            async () =>
            {
                // The client takes "not found" for success.
                var response = await _table.DeleteEntityAsync(EntityKey.Encode(key), Row, new ETag(version.Value), cancellationToken);
                return response.Status != 404;
            },
            status => status is 404 or 412,
            false,
            cancellationToken);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<int, bool> isConflict, T conflict, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException e) when (isConflict(e.Status))
        {
            return conflict;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException("The table of entity states did not answer.", e);
        }
    }

    private static TableEntity Split(string key, ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new ArgumentException($"The state of '{key}' has {json.Length} bytes; a row takes at most {MaxBytes}.", nameof(json));
        }

        var row = new TableEntity(EntityKey.Encode(key), Row);
        for (var part = 0; part * PartBytes < json.Length; part++)
        {
            var rest = json[(part * PartBytes)..];
            row[Part(part)] = rest[..Math.Min(rest.Length, PartBytes)].ToArray();
        }

        return row;
    }

    private static ReadOnlyMemory<byte> Join(TableEntity row)
    {
        using var json = new MemoryStream();
        for (var part = 0; row.TryGetValue(Part(part), out var value) && value is byte[] bytes; part++)
        {
            json.Write(bytes);
        }

        return json.ToArray();
    }

    private static string Part(int number) => FormattableString.Invariant($"Json{number:00}");

    private async Task InsertAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The first state of all: the table is made when something is to be kept.
            await _table.CreateIfNotExistsAsync(cancellationToken);
            await _table.AddEntityAsync(row, cancellationToken);
        }
    }
}
