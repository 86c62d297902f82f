using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>What the checkpoints say of one chain. All of it is compared with the log: a later checkpoint may have been signed for a chain that was rewritten since an earlier one.</summary>
internal sealed class ChainStatements
{
    private readonly Dictionary<long, string> _hashes = [];

    /// <summary>The largest number of blocks that a checkpoint names.</summary>
    public long Blocks { get; private set; }

    /// <summary>Whether a checkpoint says that the chain was closed at that block.</summary>
    public bool IsClosed { get; private set; }

    public void Add(CheckpointChain chain)
    {
        _hashes.TryAdd(chain.Blocks, chain.Hash);
        IsClosed = chain.Blocks > Blocks ? chain.Closed : IsClosed || chain.Closed;
        Blocks = Math.Max(Blocks, chain.Blocks);
    }

    /// <summary>Whether the first checkpoint that names this block gives it another hash.</summary>
    public bool Contradicts(int number, string hash) => _hashes.TryGetValue(number, out var stated) && stated != hash;
}
