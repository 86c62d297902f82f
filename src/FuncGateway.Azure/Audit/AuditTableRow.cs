using Azure.Data.Tables;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>Maps records, heads and the register of chains to rows. Reading is lenient: a damaged field reads as empty, so that verification can report the row.</summary>
internal static class AuditTableRow
{
    private const string Writer = "Writer";
    private const string Sequence = "Sequence";
    private const string Previous = "Previous";
    private const string Hash = "Hash";
    private const string Content = "Content";
    private const string Closed = "Closed";
    private const string OpenedAt = "OpenedAt";
    private const string SeenAt = "SeenAt";
    private const string Removed = "Removed";

    public static TableEntity Write(AuditRow row) => new(AuditTableKeys.Day(row.Chain.Stream, row.Chain.Day), row.Key)
    {
        [Writer] = row.Chain.Writer,
        [Sequence] = row.Sequence,
        [Previous] = row.Previous,
        [Hash] = row.Hash,
        [Content] = row.Content,
    };

    public static AuditRow Read(TableEntity row, AuditStream stream, DateOnly day) => new(
        new ChainName(stream, day, Text(row, Writer)), row.RowKey, Number(row, Sequence), Text(row, Previous), Text(row, Hash), Text(row, Content));

    public static TableEntity Write(ChainHead head) => new(AuditTableKeys.Day(head.Chain.Stream, head.Chain.Day), AuditTableKeys.Head(head.Chain))
    {
        [Sequence] = head.Sequence,
        [Hash] = head.Hash,
        [Closed] = head.IsClosed,
    };

    public static ChainHead ReadHead(TableEntity row, AuditStream stream, DateOnly day) => new(
        new ChainName(stream, day, row.RowKey[AuditTableKeys.HeadPrefix.Length..]), Number(row, Sequence), Text(row, Hash), row.TryGetValue(Closed, out var closed) && closed is true);

    public static TableEntity Write(ChainRecord record) => new(
        AuditTableKeys.Register, record.State == ChainState.Open ? AuditTableKeys.Open(record.Chain) : AuditTableKeys.Closed(record.Chain))
    {
        [OpenedAt] = record.OpenedAt,
        [SeenAt] = record.SeenAt,
        [Sequence] = record.Sequence,
        [Hash] = record.Hash,
        [Removed] = record.State == ChainState.Removed,
    };

    public static ChainRecord? ReadRecord(TableEntity row)
    {
        if (AuditTableKeys.ChainOf(row.RowKey) is not { } chain)
        {
            return null;
        }

        var isOpen = row.RowKey.StartsWith(AuditTableKeys.OpenPrefix, StringComparison.Ordinal);
        var isRemoved = row.TryGetValue(Removed, out var removed) && removed is true;
        return new ChainRecord(
            chain, Time(row, OpenedAt), Time(row, SeenAt), Number(row, Sequence), Text(row, Hash), isOpen ? ChainState.Open : isRemoved ? ChainState.Removed : ChainState.Closed);
    }

    private static string Text(TableEntity row, string name) => row.TryGetValue(name, out var value) && value is string text ? text : "";

    private static int Number(TableEntity row, string name) => row.TryGetValue(name, out var value) && value is int number ? number : 0;

    private static DateTimeOffset Time(TableEntity row, string name) => row.TryGetValue(name, out var value) && value is DateTimeOffset time ? time : default;
}
