using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>What this process has registered and no checkpoint is known to cover.</summary>
internal sealed class UncoveredChains
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CheckpointChain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _covered = new(StringComparer.Ordinal);

    public void Add(ChainRecord registered)
    {
        var chain = RegisteredChains.StateOf(registered);
        lock (_gate)
        {
            if (chain.Blocks > _covered.GetValueOrDefault(chain.Chain))
            {
                _chains[chain.Chain] = chain;
            }
        }
    }

    public IReadOnlyList<CheckpointChain> List()
    {
        lock (_gate)
        {
            return [.. _chains.Values];
        }
    }

    /// <summary>Notes that a checkpoint covers these. A chain that was registered again in the meantime remains.</summary>
    public void Remove(IEnumerable<CheckpointChain> covered)
    {
        lock (_gate)
        {
            foreach (var chain in covered)
            {
                if (_chains.GetValueOrDefault(chain.Chain) == chain)
                {
                    _chains.Remove(chain.Chain);
                }

                // A closed chain is not registered again.
                _covered.Remove(chain.Chain);
                if (!chain.Closed)
                {
                    _covered[chain.Chain] = chain.Blocks;
                }
            }
        }
    }
}
