using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Recordings;

/// <summary>Recorded arguments in the table <c>{prefix}Recordings</c>: a partition for each day of a server, a row for each request.</summary>
internal sealed class TableRecordingStore(Tables tables) : IRecordingStore
{
    private const string Content = "Arguments";
    private const string DeleteAfter = "DeleteAfter";

    // A transaction takes 100 rows and 4 MiB. Each row has at most some 60 KiB.
    private const int RowsAtOnce = 50;
    private readonly StorageTable _table = tables.Get("Recordings");

    public async Task AddAsync(IReadOnlyList<RecordedArguments> recordings, CancellationToken cancellationToken)
    {
        foreach (var rows in recordings.Select(Write).GroupBy(row => row.PartitionKey, StringComparer.Ordinal).SelectMany(partition => partition.Chunk(RowsAtOnce)))
        {
            await _table.SubmitAsync([.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))], cancellationToken);
        }
    }

    public async IAsyncEnumerable<RecordedArguments> ListAsync(ServerId server, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(server, day)}"), cancellationToken))
        {
            yield return new RecordedArguments(server, row.RowKey, row.Time("At"), row.ReadChunks(Content), row.Time(DeleteAfter));
        }
    }

    public Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken) => DeleteAsync(TableClient.CreateQueryFilter($"DeleteAfter lt {now}"), cancellationToken);

    public Task DeleteAsync(ServerId server, CancellationToken cancellationToken)
    {
        // Ids have no underscore, and the tilde sorts after every digit.
        var (first, last) = ($"{server}_", $"{server}_~");
        return DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last}"), cancellationToken);
    }

    private async Task<int> DeleteAsync(string filter, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var row in _table.ListAsync(filter, cancellationToken, select: ["PartitionKey", "RowKey"]))
        {
            deleted += await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken) == Core.SaveResult.Saved ? 1 : 0;
        }

        return deleted;
    }

    private static TableEntity Write(RecordedArguments recorded)
    {
        var row = new TableEntity(PartitionOf(recorded.Server, DateOnly.FromDateTime(recorded.At.UtcDateTime)), recorded.Id) { ["At"] = recorded.At, [DeleteAfter] = recorded.DeleteAfter };
        row.WriteChunks(Content, recorded.Sealed);
        return row;
    }

    private static string PartitionOf(ServerId server, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{server}_{day:yyyyMMdd}");
}
