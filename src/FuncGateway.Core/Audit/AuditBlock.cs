using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>The records of one write: one row of the store, and one link of a chain.</summary>
/// <param name="Number">1, 2, 3 … in each chain.</param>
/// <param name="Previous">Hash of the block before, or of the chain's name.</param>
/// <param name="Root">Root of the Merkle tree over the records.</param>
/// <param name="Details">The JSON of <see cref="BlockDetails"/>.</param>
/// <param name="Hash">Hash of all other fields.</param>
public sealed record AuditBlock(ChainName Chain, int Number, string Previous, string Root, string Details, string Hash)
{
    /// <summary>Maximum number of records in a block.</summary>
    public const int MaxRecords = 512;

    /// <summary>Maximum size of the records in a block, in bytes. A row of 1 MiB must hold them in base64, in which the emulator measures it, even if they cannot be compressed.</summary>
    public const int MaxBytes = 700 * 1024;

    /// <summary>The records, separated by line feeds. Empty if there are none, and for a block that was read without its records.</summary>
    public ReadOnlyMemory<byte> Lines { get; init; }

    /// <summary>A copy of <see cref="BlockDetails.First"/>, by which the store finds blocks.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>A copy of <see cref="BlockDetails.Through"/>, by which the store finds blocks.</summary>
    public DateTimeOffset? Through { get; init; }

    /// <summary>The block as the end of its chain.</summary>
    public ChainHead Head => new(Chain, Number, Hash, Through);

    /// <summary>Returns the block that follows the end of a chain.</summary>
    public static AuditBlock After(ChainHead head, ReadOnlyMemory<byte> lines, BlockDetails details)
    {
        var (root, text) = (MerkleTree.Root(lines.Span), details.Write());
        var hash = BlockHash.Of(head.Chain, head.Number + 1, head.Hash, root, BlockHash.OfText(text));
        return new(head.Chain, head.Number + 1, head.Hash, root, text, hash) { Lines = lines, First = details.First, Through = details.Through };
    }

    /// <summary>Returns the block that closes a chain.</summary>
    public static AuditBlock Closing(ChainHead head, ChainClosing why) =>
        After(head, default, new(head.Chain.ToString(), head.Number + 1, head.Number, 0) { Through = head.Through, Closes = why });

    /// <summary>Returns the records, in the order in which they are stored.</summary>
    public IEnumerable<string> ReadLines() => Lines.IsEmpty ? [] : Encoding.UTF8.GetString(Lines.Span).Split('\n');
}
