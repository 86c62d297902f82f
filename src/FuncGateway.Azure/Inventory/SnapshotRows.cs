using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Inventory;

/// <summary>
/// The rows of a snapshot, in the partition of its server: one with what a list of snapshots shows, and some with its compressed content. Numbers count down
/// in the keys, so that the newest comes first. The content is written first; without the other row it is not part of any snapshot.
/// </summary>
internal static class SnapshotRows
{
    public const string Prefix = "snapshot_";
    public const string AfterPrefix = "snapshot_~";
    private const string ContentProperty = "Content";
    private const string PartsProperty = "Parts";
    private const string WriterProperty = "Writer";
    private const string FactsProperty = "Facts";

    // A row holds 1 MiB; the storage emulator counts its bytes as they are encoded on the way.
    private const int PartBytes = 512 * 1_024;

    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{int.MaxValue - number:D10}");

    /// <summary>All keys of a content are between this and <see cref="AfterContent"/>.</summary>
    public static string ContentPrefix(string writer) => $"content_{writer}_";

    public static string AfterContent(string writer) => $"content_{writer}_~";

    /// <summary>The rows of the content, and the row of the snapshot, which is written last.</summary>
    /// <param name="writer">Different for each write, so that two scans at the same time do not mix their rows.</param>
    public static (IReadOnlyList<TableEntity> Content, TableEntity Head) Write(Snapshot snapshot, string writer)
    {
        var content = CompressedJson.Write(snapshot.Scanned, InventoryJson.Default.ScannedServer);
        var parts = content.Chunk(PartBytes).Select((part, index) =>
        {
            var row = new TableEntity(snapshot.Server.Value, string.Create(CultureInfo.InvariantCulture, $"{ContentPrefix(writer)}{index:D3}"));
            row.WriteChunks(ContentProperty, part);
            return row;
        }).ToArray();
        var summary = SnapshotSummary.Of(snapshot);
        var head = new TableEntity(snapshot.Server.Value, KeyOf(snapshot.Number))
        {
            ["Number"] = summary.Number,
            ["At"] = summary.At,
            ["By"] = summary.By,
            ["Tools"] = summary.Tools,
            ["Resources"] = summary.Resources,
            ["Templates"] = summary.Templates,
            ["Prompts"] = summary.Prompts,
            ["IsComplete"] = summary.IsComplete,
            [WriterProperty] = writer,
            [PartsProperty] = parts.Length,
        };
        head.WriteChunks(FactsProperty, CompressedJson.Write(Shortened(summary.Facts), InventoryJson.Default.ServerFacts));
        return (parts, head);
    }

    public static string WriterOf(TableEntity head) => head.Text(WriterProperty);

    public static SnapshotSummary ReadSummary(TableEntity head) => new(
        head.Id<ServerId>(nameof(head.PartitionKey), ServerId.TryParse),
        head.Number("Number"),
        head.Time("At"),
        head.Text("By"),
        CompressedJson.Read(head.ReadChunks(FactsProperty), InventoryJson.Default.ServerFacts) ?? throw head.Unreadable(FactsProperty),
        head.Number("Tools"),
        head.Number("Resources"),
        head.Number("Templates"),
        head.Number("Prompts"),
        head.GetBoolean("IsComplete") ?? throw head.Unreadable("IsComplete"));

    /// <param name="content">The rows of its content, in order.</param>
    public static Snapshot Read(TableEntity head, IReadOnlyList<TableEntity> content)
    {
        if (content.Count != head.Number(PartsProperty))
        {
            throw head.Unreadable(PartsProperty);
        }

        var summary = ReadSummary(head);
        byte[] bytes = [.. content.SelectMany(row => row.ReadChunks(ContentProperty))];
        var scanned = CompressedJson.Read(bytes, InventoryJson.Default.ScannedServer) ?? throw head.Unreadable(ContentProperty);
        return new Snapshot(summary.Server, summary.Number, summary.At, summary.By, scanned);
    }

    // The instructions are in the content, and can be long.
    private static ServerFacts Shortened(ServerFacts facts) => facts with { Instructions = null };
}
