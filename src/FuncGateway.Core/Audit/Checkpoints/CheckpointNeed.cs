namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Why a checkpoint is wanted. None is written if the last one, of whichever instance, meets it.</summary>
public abstract record CheckpointNeed
{
    private CheckpointNeed()
    {
    }

    public abstract bool IsMetBy(CheckpointContent last, DateTimeOffset now);

    /// <summary>It has to cover these chains: name as many blocks of each.</summary>
    public sealed record Covering(IReadOnlyCollection<CheckpointChain> Chains) : CheckpointNeed
    {
        public override bool IsMetBy(CheckpointContent last, DateTimeOffset now) => MissingIn(last).Count == 0;

        /// <summary>Returns the chains of which the checkpoint does not name as many blocks.</summary>
        public IReadOnlyList<CheckpointChain> MissingIn(CheckpointContent content)
        {
            var stated = content.Chains.DistinctBy(chain => chain.Chain).ToDictionary(chain => chain.Chain, StringComparer.Ordinal);
            return [.. Chains.Where(chain => !stated.TryGetValue(chain.Chain, out var state) || state.Blocks < chain.Blocks || (state.Blocks == chain.Blocks && state.Hash != chain.Hash))];
        }
    }

    /// <summary>It has to be younger than this.</summary>
    public sealed record YoungerThan(TimeSpan Age) : CheckpointNeed
    {
        public override bool IsMetBy(CheckpointContent last, DateTimeOffset now) => (now - last.At).Duration() <= Age;
    }
}
