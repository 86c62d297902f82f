using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>Maps the register of chains to rows. Reading is lenient: a damaged field reads as empty, so that verification can report the chain.</summary>
internal static class ChainRow
{
    private const string OpenedAt = "OpenedAt";
    private const string SeenAt = "SeenAt";
    private const string Blocks = "Blocks";
    private const string Hash = "Hash";
    private const string Through = "Through";
    private const string State = "State";

    public static TableEntity Write(ChainRecord record) => new(AuditTableKeys.Register(record.Chain.Stream, record.Chain.Day), record.Chain.Writer)
    {
        [OpenedAt] = record.OpenedAt,
        [SeenAt] = record.SeenAt,
        [Blocks] = record.Blocks,
        [Hash] = record.Hash,
        [Through] = record.Through,
        [State] = record.State.ToString(),
    };

    public static ChainRecord? Read(TableEntity row)
    {
        if (AuditTableKeys.ChainOf(row.PartitionKey, row.RowKey) is not { } chain)
        {
            return null;
        }

        var state = Enum.TryParse<ChainState>(row.TextOrEmpty(State), out var known) ? known : ChainState.Open;
        return new ChainRecord(chain, row.TimeOrNull(OpenedAt) ?? default, row.TimeOrNull(SeenAt) ?? default, row.TryGetValue(Blocks, out var value) && value is int blocks ? blocks : 0, row.TextOrEmpty(Hash), state)
        {
            Through = row.TimeOrNull(Through),
        };
    }
}
