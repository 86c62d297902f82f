using System.Runtime.CompilerServices;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>The chains as the register has them, which every writer updates every minute with the blocks that are known to be stored.</summary>
public sealed class RegisteredChains(IAuditStore store) : ICheckpointSource
{
    public static CheckpointChain StateOf(ChainRecord chain) => new(chain.Chain.ToString(), chain.Blocks, chain.Hash, chain.State != ChainState.Open, chain.Through);

    public async IAsyncEnumerable<CheckpointChain> ListAsync(DateOnly firstDay, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            await foreach (var stored in store.ListChainsAsync(stream, firstDay, DateOnly.MaxValue, cancellationToken))
            {
                yield return StateOf(stored.Value);
            }
        }
    }
}
