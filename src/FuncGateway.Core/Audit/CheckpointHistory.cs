using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>Verifies checkpoints by themselves, and collects what they say of the log.</summary>
/// <param name="key">Null if no key is configured: then no checkpoints are written.</param>
public sealed class CheckpointHistory(ICheckpointStore store, SignedCheckpoints checkpoints, CheckpointSearch search, ICheckpointKey? key = null)
{
    /// <summary>Reads all checkpoints, or those that may name a chain of the given days: the last one before them, those of these days and of the day after, and the newest.</summary>
    /// <param name="firstKept">Checkpoints of earlier days may have been deleted.</param>
    /// <returns>Every statement about each chain, and the problems of the checkpoints themselves.</returns>
    internal async Task<CheckpointStatements> ReadAsync(DayRange days, DateOnly firstKept, CancellationToken cancellationToken)
    {
        key?.Refresh();
        var keys = (await CheckpointKeySet.ReadAsync(key, cancellationToken)).Keys;
        var check = new CheckpointCheck(keys, days.First > firstKept ? days.First : firstKept);
        var chains = new Dictionary<string, ChainStatements>(StringComparer.Ordinal);
        var newest = (await checkpoints.FindEndAsync(cancellationToken))?.Last;
        var first = newest is null || days.IsAll ? 1 : await search.FindStartAsync(days.Start, newest.Checkpoint.Number, cancellationToken);
        await foreach (var checkpoint in store.ListAsync(first - 1, cancellationToken))
        {
            var content = check.Add(checkpoint);
            Collect(chains, content, checkpoint.Number);
            if (content?.Day.DayNumber > days.Last.DayNumber + 1)
            {
                break;
            }
        }

        Collect(chains, newest?.Content, newest?.Checkpoint.Number ?? 0);
        var strangers = days.IsAll ? await FindStrangersAsync(cancellationToken) : [];
        return new(chains, check.Count, [.. check.Problems.Select(Problem), .. await FindRemovedAsync(newest, cancellationToken), .. strangers]);
    }

    private static void Collect(Dictionary<string, ChainStatements> chains, CheckpointContent? content, long number)
    {
        foreach (var chain in content?.Chains ?? [])
        {
            if (!chains.TryGetValue(chain.Chain, out var statements))
            {
                chains[chain.Chain] = statements = new();
            }

            statements.Add(chain, number);
        }
    }

    // This process has seen the newest one, in the store or when it wrote it.
    private async Task<IEnumerable<AuditProblem>> FindRemovedAsync(SignedCheckpoint? newest, CancellationToken cancellationToken)
    {
        if (newest?.Checkpoint is not { Number: var number } seen)
        {
            return [];
        }

        return (await checkpoints.FindAsync(number, cancellationToken)) switch
        {
            { Exists: false } => [Problem(new(AuditProblemKind.Truncated, number, $"Checkpoint {number}, the last one that this instance has seen, is missing."))],
            { Signed: { } signed } when signed.Checkpoint != seen => [Problem(new(AuditProblemKind.Forked, number, $"Checkpoint {number} is not the one that this instance has seen."))],
            _ => [],
        };
    }

    private ValueTask<List<AuditProblem>> FindStrangersAsync(CancellationToken cancellationToken) => store.ListPlacesAsync(cancellationToken)
        .Where(place => place.Number is null)
        .Select(place => new AuditProblem(AuditProblemKind.Unreadable, "", 0, place.Name, "It is stored among the checkpoints and does not have the name of one."))
        .ToListAsync(cancellationToken);

    private static AuditProblem Problem(CheckpointProblem problem) => new(problem.Kind, "", 0, $"checkpoint {problem.Number}", problem.Text);
}

/// <param name="Chains">By the name of the chain.</param>
/// <param name="Count">How many checkpoints were read.</param>
internal sealed record CheckpointStatements(IReadOnlyDictionary<string, ChainStatements> Chains, long Count, IReadOnlyList<AuditProblem> Problems);
