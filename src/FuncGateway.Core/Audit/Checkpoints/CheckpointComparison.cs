namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Finds where a checkpoint contradicts the one before: chains that became shorter, changed, went on after their end, or disappeared.</summary>
internal static class CheckpointComparison
{
    public static IEnumerable<(AuditProblemKind Kind, string What)> Compare(CheckpointContent before, CheckpointContent content)
    {
        var chains = content.Chains.DistinctBy(chain => chain.Chain).ToDictionary(chain => chain.Chain, StringComparer.Ordinal);
        foreach (var earlier in before.Chains.DistinctBy(chain => chain.Chain))
        {
            if (chains.TryGetValue(earlier.Chain, out var chain))
            {
                if (Compare(earlier, chain) is { } problem)
                {
                    yield return problem;
                }
            }
            else if (earlier.Day?.DayNumber >= content.Day.DayNumber - 1)
            {
                yield return (AuditProblemKind.Truncated, $"no longer names the chain {earlier.Chain}");
            }
        }
    }

    private static (AuditProblemKind Kind, string What)? Compare(CheckpointChain before, CheckpointChain chain)
    {
        if (chain.Blocks < before.Blocks)
        {
            return (AuditProblemKind.Truncated, $"says that the chain {chain.Chain} has {chain.Blocks} blocks; an earlier one said {before.Blocks}");
        }

        if (chain.Blocks == before.Blocks && chain.Hash != before.Hash)
        {
            return (AuditProblemKind.Forked, $"gives block {chain.Blocks} of the chain {chain.Chain} another hash than an earlier one");
        }

        return before.Closed && (!chain.Closed || chain.Blocks > before.Blocks)
            ? (AuditProblemKind.Broken, $"says that the chain {chain.Chain} went on after it was closed")
            : null;
    }
}
