using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>Verifies all checkpoints by themselves, and collects what they say of the log.</summary>
/// <param name="key">Null if no key is configured: then no checkpoints are written.</param>
public sealed class CheckpointHistory(ICheckpointStore store, ICheckpointKey? key = null)
{
    /// <returns>Every statement about each chain, and the problems of the checkpoints themselves.</returns>
    internal async Task<CheckpointStatements> ReadAsync(CancellationToken cancellationToken)
    {
        var check = new CheckpointCheck((await CheckpointKeySet.ReadAsync(key, cancellationToken)).Keys);
        var chains = new Dictionary<string, ChainStatements>(StringComparer.Ordinal);
        await foreach (var checkpoint in store.ListAsync(0, cancellationToken))
        {
            foreach (var chain in check.Add(checkpoint)?.Chains ?? [])
            {
                if (!chains.TryGetValue(chain.Chain, out var statements))
                {
                    chains[chain.Chain] = statements = new();
                }

                statements.Add(chain);
            }
        }

        return new(chains, check.Count, [.. check.Problems.Select(Problem)]);
    }

    private static AuditProblem Problem(CheckpointProblem problem) => new(
        problem.Kind switch
        {
            CheckpointProblemKind.Truncated => AuditProblemKind.Truncated,
            CheckpointProblemKind.Forked => AuditProblemKind.Forked,
            CheckpointProblemKind.UnknownKey => AuditProblemKind.UnknownKey,
            CheckpointProblemKind.Unreadable => AuditProblemKind.Unreadable,
            _ => AuditProblemKind.Broken,
        },
        "",
        0,
        $"checkpoint {problem.Number}",
        problem.Text);
}

/// <param name="Chains">By the name of the chain.</param>
/// <param name="Count">How many checkpoints there are.</param>
internal sealed record CheckpointStatements(IReadOnlyDictionary<string, ChainStatements> Chains, long Count, IReadOnlyList<AuditProblem> Problems);
