using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>The last verification as a row of the table <c>{prefix}Verification</c>.</summary>
internal sealed class TableVerificationStore(Tables tables) : IVerificationStore
{
    private const string Partition = "audit";
    private const string RowKey = "last";
    private readonly StorageTable _table = tables.Get("Verification");

    public async Task<LastVerification?> FindAsync(CancellationToken cancellationToken) => await _table.FindAsync(Partition, RowKey, cancellationToken) is { } row
        ? new(row.Time("At"), row.GetBoolean("Ok") ?? throw row.Unreadable("Ok"), row.GetInt64("Records") ?? throw row.Unreadable("Records"), row.Number("Problems"))
        : null;

    public Task SaveAsync(LastVerification last, CancellationToken cancellationToken) => _table.UpsertAsync(
        new TableEntity(Partition, RowKey) { ["At"] = last.At, ["Ok"] = last.Ok, ["Records"] = last.Records, ["Problems"] = last.Problems }, cancellationToken);
}
