namespace FuncGateway.Core.Audit;

/// <summary>
/// Verifies that no record was changed, removed, added or moved. The register is read first, then the heads, then the records, so that records written
/// in the meantime never look like a gap. A day's records may be missing only if the day is past the retention. Needs about 200 bytes of memory per record.
/// </summary>
public sealed class AuditVerification(IAuditStore store, AuditWitnesses witnesses, AuditOptions options, TimeProvider time)
{
    private const int MaxProblems = 1_000;

    public async Task<AuditVerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        var registered = await RegisterAsync(cancellationToken);
        var checks = new List<ChainCheck>();
        var rows = 0L;
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            await foreach (var day in store.ListDaysAsync(stream, DateOnly.MaxValue, cancellationToken))
            {
                var (checkedRows, ofDay) = await CheckDayAsync(stream, day, registered, cancellationToken);
                rows += checkedRows;
                checks.AddRange(ofDay);
            }
        }

        var made = await witnesses.FindAsync(cancellationToken);

        // Chains may have been opened, closed or removed while we were reading.
        var now = await RegisterAsync(cancellationToken);
        var seen = checks.Select(check => check.Chain).ToHashSet();
        checks.AddRange(registered.Keys.Where(chain => !seen.Contains(chain)).Select(chain => new ChainCheck(chain, null)));
        var problems = checks
            .SelectMany(check => Finish(check, registered.GetValueOrDefault(check.Chain), now.GetValueOrDefault(check.Chain)))
            .Concat(AuditWitnesses.Missing(made, FirstKept, now.Keys))
            .Take(MaxProblems)
            .ToArray();
        return new AuditVerificationReport(problems.Length == 0, rows, checks.Count(check => !check.IsEmpty), problems);
    }

    private DateOnly FirstKept => AuditRetention.FirstKept(options, time.GetUtcNow());

    private IReadOnlyList<AuditProblem> Finish(ChainCheck check, ChainRecord? before, ChainRecord? after) => after switch
    {
        { State: ChainState.Removed } when check.Chain.Day < FirstKept => check.FinishRemoved(after),
        { State: ChainState.Removed } => check.FinishRemovedTooEarly(before, after, FirstKept),
        _ => check.Finish(before, after),
    };

    private async Task<Dictionary<ChainName, ChainRecord>> RegisterAsync(CancellationToken cancellationToken)
    {
        // A chain that is closed during the listing may be returned twice; the later state wins.
        var register = new Dictionary<ChainName, ChainRecord>();
        await foreach (var stored in store.ListChainsAsync(onlyOpen: false, cancellationToken))
        {
            if (!register.TryGetValue(stored.Value.Chain, out var other) || other.State < stored.Value.State)
            {
                register[stored.Value.Chain] = stored.Value;
            }
        }

        return register;
    }

    private async Task<(long Rows, IEnumerable<ChainCheck> Checks)> CheckDayAsync(
        AuditStream stream, DateOnly day, Dictionary<ChainName, ChainRecord> registered, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<ChainName, ChainCheck>();
        await foreach (var head in store.ListHeadsAsync(stream, day, cancellationToken))
        {
            checks[head.Chain] = new ChainCheck(head.Chain, head);
        }

        var rows = 0L;
        foreach (var part in Enum.GetValues<AuditPart>())
        {
            await foreach (var row in store.ListRowsAsync(stream, day, part, null, null, null, cancellationToken))
            {
                rows++;
                if (!checks.TryGetValue(row.Chain, out var check))
                {
                    check = checks[row.Chain] = new ChainCheck(row.Chain, null);
                }

                check.Add(row);
            }
        }

        return (rows, checks.Values);
    }
}

/// <summary>The result of verifying the whole log.</summary>
/// <param name="Rows">Number of records read.</param>
/// <param name="Chains">Number of chains that have records, or should.</param>
/// <param name="Problems">At most the first 1,000. Each one means that the store was modified.</param>
public sealed record AuditVerificationReport(bool Ok, long Rows, int Chains, IReadOnlyList<AuditProblem> Problems);

/// <summary>A place where the log differs from what was written.</summary>
/// <param name="Writer">The writer of the chain.</param>
/// <param name="Sequence">Number of the record; 0 for the chain as a whole.</param>
/// <param name="Where">The chain and, if there is one, the record's key.</param>
public sealed record AuditProblem(string Writer, int Sequence, string Where, string What);
