using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Verifies that no record was changed, removed, added or moved. The register is read before the blocks, so that blocks written in the meantime never look
/// added. A chain may be missing only if its day is past the retention. Needs memory for one block at a time and a few numbers for each chain.
/// </summary>
// Five parameters: the log, what shows that parts of it are gone, and what may be.
public sealed class AuditVerification(IAuditStore store, CheckpointHistory checkpoints, AuditWitnesses witnesses, AuditOptions options, TimeProvider time)
{
    private const int MaxProblems = 1_000;

    /// <summary>Verifies the whole log, with all checkpoints.</summary>
    public Task<AuditVerificationReport> RunAsync(CancellationToken cancellationToken) => RunAsync(DayRange.All, cancellationToken);

    /// <summary>Verifies the records of some days, with the checkpoints that may cover them.</summary>
    public async Task<AuditVerificationReport> RunAsync(DayRange days, CancellationToken cancellationToken)
    {
        var firstKept = AuditRetention.FirstKept(options, time.GetUtcNow());
        var statements = await checkpoints.ReadAsync(days, firstKept, cancellationToken);
        var registered = await RegisterAsync(days, cancellationToken);
        var checks = new List<ChainCheck>();
        await foreach (var chain in ListChainsAsync(registered, [.. Kept(statements, firstKept)], cancellationToken).Where(chain => days.Has(chain.Day)))
        {
            var check = new ChainCheck(chain, registered.GetValueOrDefault(chain), statements.Chains.GetValueOrDefault(chain.ToString()));
            await foreach (var block in store.ListBlocksAsync(chain, BlockRange.All, cancellationToken))
            {
                check.Add(block);
            }

            checks.Add(check);
        }

        var made = (await witnesses.FindAsync(cancellationToken)).Where(day => days.Has(day.Key)).ToDictionary();

        // Chains may have been opened, closed or removed while we were reading, and a day may have passed out of the retention.
        var now = await RegisterAsync(days, cancellationToken);
        firstKept = AuditRetention.FirstKept(options, time.GetUtcNow());
        var problems = statements.Problems
            .Concat(checks.SelectMany(check => check.Finish(now.GetValueOrDefault(check.Chain), firstKept)))
            .Concat(AuditWitnesses.Missing(made, firstKept, now.Keys))
            .Take(MaxProblems)
            .ToArray();
        return new(problems.Length == 0, checks.Sum(check => check.Records), checks.Count(check => !check.IsEmpty), problems)
        {
            UnfinishedBlocks = checks.Sum(check => check.Unfinished),
            Checkpoints = statements.Count,
            BlocksNotYetCheckpointed = checks.Sum(check => check.NotYetCheckpointed),
        };
    }

    // A chain that is gone with its entry in the register is known from the checkpoints alone.
    private static IEnumerable<ChainName> Kept(CheckpointStatements statements, DateOnly firstKept) =>
        statements.Chains.Where(chain => chain.Value.Blocks > 0).Select(chain => ChainName.Parse(chain.Key)).OfType<ChainName>().Where(chain => chain.Day >= firstKept);

    private async Task<Dictionary<ChainName, ChainRecord>> RegisterAsync(DayRange days, CancellationToken cancellationToken)
    {
        // An action of the first day may have its record on the day before.
        var oldest = DateOnly.FromDayNumber(Math.Max(0, days.First.DayNumber - 1));
        var register = new Dictionary<ChainName, ChainRecord>();
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            await foreach (var stored in store.ListChainsAsync(stream, oldest, days.Last, cancellationToken))
            {
                register[stored.Value.Chain] = stored.Value;
            }
        }

        return register;
    }

    private async IAsyncEnumerable<ChainName> ListChainsAsync(Dictionary<ChainName, ChainRecord> registered, HashSet<ChainName> stated, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chain in registered.Keys)
        {
            yield return chain;
        }

        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            await foreach (var chain in store.ListWrittenChainsAsync(stream, cancellationToken))
            {
                if (!registered.ContainsKey(chain) && !stated.Contains(chain))
                {
                    yield return chain;
                }
            }
        }

        foreach (var chain in stated.Where(chain => !registered.ContainsKey(chain)))
        {
            yield return chain;
        }
    }
}

/// <summary>The result of verifying the log, or some days of it.</summary>
/// <param name="Records">Number of records read.</param>
/// <param name="Chains">Number of chains that have records, or should.</param>
/// <param name="Problems">At most the first 1,000. Each one means that the store was modified.</param>
public sealed record AuditVerificationReport(bool Ok, long Records, int Chains, IReadOnlyList<AuditProblem> Problems)
{
    /// <summary>Number of blocks that do not belong to the log, because their writer died, or is still writing, before all blocks up to them were stored. Nothing in them was answered.</summary>
    public int UnfinishedBlocks { get; init; }

    /// <summary>Number of checkpoints read.</summary>
    public long Checkpoints { get; init; }

    /// <summary>Number of blocks that are newer than the last checkpoint, so that only the register shows whether they are all there.</summary>
    public long BlocksNotYetCheckpointed { get; init; }
}
