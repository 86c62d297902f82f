using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Testing.Stores;

/// <summary>The chains that the test says there are.</summary>
public sealed class InMemoryCheckpointSource : ICheckpointSource
{
    private readonly ConcurrentDictionary<string, CheckpointChain> _chains = new(StringComparer.Ordinal);

    public CheckpointChain Set(CheckpointChain chain) => _chains[chain.Chain] = chain;

    public void Remove(CheckpointChain chain) => _chains.TryRemove(chain.Chain, out _);

    public async IAsyncEnumerable<CheckpointChain> ListAsync(DateOnly firstDay, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var chain in _chains.Values.Where(each => DateOnly.Parse(each.Chain.Split('/')[1], CultureInfo.InvariantCulture) >= firstDay))
        {
            yield return chain;
        }
    }
}
