using System.IO.Compression;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit;

namespace FuncGateway.Azure.Audit;

/// <summary>Maps blocks to rows. Reading is lenient: a damaged field reads as empty, so that verification can report the block.</summary>
internal static class BlockRow
{
    private const string Previous = "Previous";
    private const string Root = "Root";
    private const string Details = "Details";
    private const string Hash = "Hash";
    private const string Lines = "Lines";
    private const string Compressed = "Compressed";

    // A smaller block is one chunk of a row either way.
    private const int WorthCompressing = 2 * 1024;
    private const int MaxExpanded = 1_024 * 1_024;

    private const string First = "First";
    private const string Through = "Through";

    /// <summary>All properties but the records.</summary>
    public static IReadOnlyList<string> WithoutLines { get; } = ["PartitionKey", "RowKey", Previous, Root, Details, Hash, First, Through];

    public static TableEntity Write(AuditBlock block)
    {
        var row = new TableEntity(AuditTableKeys.Blocks(block.Chain), AuditTableKeys.Number(block.Number))
        {
            [Previous] = block.Previous,
            [Root] = block.Root,
            [Details] = block.Details,
            [Hash] = block.Hash,
            [First] = block.First,
            [Through] = block.Through,
        };
        if (block.Lines.Length >= WorthCompressing)
        {
            row[Compressed] = true;
            row.WriteChunks(Lines, Compress(block.Lines));
        }
        else
        {
            row.WriteChunks(Lines, block.Lines);
        }

        return row;
    }

    public static AuditBlock Read(TableEntity row, ChainName chain) =>
        new(chain, AuditTableKeys.NumberOf(row.RowKey) ?? 0, row.TextOrEmpty(Previous), row.TextOrEmpty(Root), row.TextOrEmpty(Details), row.TextOrEmpty(Hash))
        {
            First = row.TimeOrNull(First),
            Through = row.TimeOrNull(Through),
            Lines = ReadLines(row),
        };

    private static ReadOnlyMemory<byte> ReadLines(TableEntity row)
    {
        try
        {
            return !row.HasChunks(Lines) ? default : row.TryGetValue(Compressed, out var compressed) && compressed is true ? Expand(row.ReadChunks(Lines)) : row.ReadChunks(Lines);
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException or InvalidOperationException)
        {
            return default;
        }
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> lines)
    {
        var compressed = new MemoryStream(lines.Length / 4);
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(lines.Span);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    // What expands to more than a block may have was not written by the gateway.
    private static ReadOnlyMemory<byte> Expand(byte[] compressed)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var expanded = new MemoryStream(compressed.Length * 4);
        var buffer = new byte[64 * 1024];
        for (var read = zlib.Read(buffer); read > 0; read = zlib.Read(buffer))
        {
            expanded.Write(buffer.AsSpan(0, read));
            if (expanded.Length > MaxExpanded)
            {
                return default;
            }
        }

        return expanded.GetBuffer().AsMemory(0, (int)expanded.Length);
    }
}
