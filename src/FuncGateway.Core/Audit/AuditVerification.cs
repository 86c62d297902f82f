namespace FuncGateway.Core.Audit;

/// <summary>
/// Checks that no record was changed, removed, added or moved. The register is read first, then the heads, then the records, so that what is written
/// meanwhile never looks like a gap. Takes about 200 bytes of memory for each record of a day.
/// </summary>
public sealed class AuditVerification(IAuditStore store)
{
    private const int MaxProblems = 1_000;

    public async Task<AuditVerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        var registered = await RegisterAsync(cancellationToken);
        var checks = new List<ChainCheck>();
        var rows = 0L;
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            for (var day = await store.FindDayAsync(stream, DateOnly.MaxValue, cancellationToken); day is { } found; day = await BeforeAsync(stream, found, cancellationToken))
            {
                var (checkedRows, ofDay) = await CheckDayAsync(stream, found, registered, cancellationToken);
                rows += checkedRows;
                checks.AddRange(ofDay);
            }
        }

        // A chain may have been begun, closed or removed while we read.
        var now = await RegisterAsync(cancellationToken);
        var seen = checks.Select(check => check.Chain).ToHashSet();
        checks.AddRange(registered.Keys.Where(chain => !seen.Contains(chain)).Select(chain => new ChainCheck(chain, null)));
        var problems = checks
            .Where(check => now.GetValueOrDefault(check.Chain)?.State is not ChainState.Removed)
            .SelectMany(check => check.Finish(registered.GetValueOrDefault(check.Chain), now.GetValueOrDefault(check.Chain)))
            .Take(MaxProblems)
            .ToArray();
        return new AuditVerificationReport(problems.Length == 0, rows, checks.Count(check => !check.IsEmpty), problems);
    }

    private async Task<DateOnly?> BeforeAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken) =>
        day == DateOnly.MinValue ? null : await store.FindDayAsync(stream, day.AddDays(-1), cancellationToken);

    private async Task<Dictionary<ChainName, ChainRecord>> RegisterAsync(CancellationToken cancellationToken)
    {
        // A chain that is closed while we list may come twice; closed is the later truth.
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

/// <summary>What a check of the whole log found.</summary>
/// <param name="Rows">Records looked at.</param>
/// <param name="Chains">Chains that have records, or should.</param>
/// <param name="Problems">The first of them; every one is a sign that somebody changed the store.</param>
public sealed record AuditVerificationReport(bool Ok, long Rows, int Chains, IReadOnlyList<AuditProblem> Problems);

/// <summary>One place where the log is not as it was written.</summary>
/// <param name="Writer">Whose chain.</param>
/// <param name="Sequence">Which record of it; 0 when it is about the chain as a whole.</param>
/// <param name="Where">The chain, and the record's key as far as there is one.</param>
public sealed record AuditProblem(string Writer, int Sequence, string Where, string What);
