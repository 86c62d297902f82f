using System.Diagnostics;
using Azure.Data.Tables;

namespace FuncGateway.Bench.Audit;

/// <summary>The table of a gateway's audit, as its store sees it.</summary>
public sealed class AuditTable(string connectionString)
{
    // Between the smallest and the usual size of a block.
    private const int BlockBytes = 1_500;
    private const int Inserts = 200;

    private readonly TableClient _table = new(connectionString, "FuncGatewayAuditBlocks");

    /// <summary>How many blocks of calls it has, which is the number of inserts so far.</summary>
    public async Task<int> CountBlocksAsync() =>
        await _table.QueryAsync<TableEntity>(row => row.PartitionKey.CompareTo("b_calls_") >= 0 && row.PartitionKey.CompareTo("b_calls_~") < 0, 1_000, ["RowKey"]).CountAsync();

    /// <summary>Milliseconds of one insert of a row as large as a block, one after another: the median. Into the same table, because the emulator's inserts take the longer the more rows a table has.</summary>
    public async Task<double> InsertAsync()
    {
        var (lines, times) = (new byte[BlockBytes], new double[Inserts]);
        for (var insert = 0; insert < Inserts; insert++)
        {
            var row = new TableEntity("bench", Guid.NewGuid().ToString("N")) { ["Lines0"] = lines, ["Details"] = new string('x', 500) };
            var begun = Stopwatch.GetTimestamp();
            await _table.AddEntityAsync(row);
            times[insert] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Inserts / 2];
    }
}
