using System.Globalization;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>What the checkpoints say of one chain. All of it is compared with the log: a later checkpoint may have been signed for a chain that was rewritten since an earlier one.</summary>
internal sealed class ChainStatements
{
    private readonly Dictionary<long, StatedBlock> _blocks = [];

    /// <summary>The largest number of blocks that a checkpoint names.</summary>
    public long Blocks { get; private set; }

    /// <summary>Whether the last checkpoint that names that block says that the chain was closed there.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The number of that checkpoint.</summary>
    public long Checkpoint { get; private set; }

    /// <param name="checkpoint">The number of the checkpoint that says so.</param>
    public void Add(CheckpointChain chain, long checkpoint)
    {
        _blocks.TryAdd(chain.Blocks, StatedBlock.Of(chain.Hash, checkpoint));
        if (chain.Blocks >= Blocks)
        {
            (Blocks, IsClosed, Checkpoint) = (chain.Blocks, chain.Closed, checkpoint);
        }
    }

    /// <summary>Returns what the first checkpoint that names this block says of it; null if none names it.</summary>
    public StatedBlock? Find(long number) => _blocks.TryGetValue(number, out var stated) ? stated : null;

    /// <summary>Whether the first checkpoint that names this block gives it another hash.</summary>
    public bool Contradicts(long number, string hash) => Find(number) is { } stated && !stated.Has(hash);
}

/// <summary>The hash of a block in a checkpoint. There is one for every block that a checkpoint names, so it is stored as 32 bytes and not as text.</summary>
/// <param name="Checkpoint">The number of the checkpoint.</param>
internal readonly record struct StatedBlock(UInt128 FirstHalf, UInt128 SecondHalf, long Checkpoint)
{
    private const int HalfDigits = BlockHash.Digits / 2;

    /// <param name="hash">Lower-case hexadecimal. Other text equals no hash.</param>
    public static StatedBlock Of(string hash, long checkpoint) =>
        TryRead(hash, out var first, out var second) ? new(first, second, checkpoint) : new(0, 0, checkpoint);

    public bool Has(string hash) => TryRead(hash, out var first, out var second) && (first, second) == (FirstHalf, SecondHalf);

    private static bool TryRead(string hash, out UInt128 first, out UInt128 second)
    {
        (first, second) = (0, 0);
        return BlockHash.IsHash(hash)
            && UInt128.TryParse(hash.AsSpan(0, HalfDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out first)
            && UInt128.TryParse(hash.AsSpan(HalfDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out second);
    }
}
