using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Reads entries, newest first, each completed by its ending if it has one.</summary>
public sealed class AuditReader(IAuditStore store, TimeProvider time)
{
    /// <summary>Maximum number of entries and blocks looked at for one page, so that a selective filter does not make a request read the whole log.</summary>
    public const int MaxScanned = 20_000;

    // The clocks of other writers may be ahead of ours.
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromDays(1);

    public async Task<AuditPage> PageAsync(AuditQuery query, int size, CancellationToken cancellationToken)
    {
        var (entries, scanned, last) = (new List<AuditEntry>(), 0, "");
        await foreach (var step in WalkAsync(query, cancellationToken))
        {
            if (string.CompareOrdinal(step.Place, query.After) <= 0)
            {
                // On the page before.
                continue;
            }

            if (step.Place != last && ((entries.Count == size && step.Entry is not null) || ++scanned > MaxScanned))
            {
                return new AuditPage(entries, last);
            }

            last = string.CompareOrdinal(step.Place, last) > 0 ? step.Place : last;
            if (step.Entry is { } entry && query.Wants(entry))
            {
                entries.Add(entry);
            }
        }

        return new AuditPage(entries, null);
    }

    public IAsyncEnumerable<AuditEntry> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        WalkAsync(query, cancellationToken).Select(step => step.Entry).OfType<AuditEntry>().Where(query.Wants);

    private async IAsyncEnumerable<WalkStep> WalkAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var oldest = query.From is { } from ? DayOf(from) : DateOnly.MinValue;
        var newest = DayOf(query.Newest ?? (time.GetUtcNow() + MaxClockSkew));
        await using var chains = store.ListChainsAsync(query.Stream, oldest, newest, cancellationToken)
            .Select(stored => stored.Value)
            .Where(chain => chain.State != ChainState.Removed)
            .GetAsyncEnumerator(cancellationToken);
        var hasNext = await chains.MoveNextAsync();
        while (hasNext)
        {
            var (day, ofDay) = (chains.Current.Chain.Day, new List<ChainWalk>());
            try
            {
                do
                {
                    ofDay.Add(new ChainWalk(chains.Current, query, store));
                    hasNext = await chains.MoveNextAsync();
                }
                while (hasNext && chains.Current.Chain.Day == day);

                await foreach (var step in new DayWalk(ofDay).ReadAsync(cancellationToken))
                {
                    yield return step;
                }
            }
            finally
            {
                foreach (var walk in ofDay)
                {
                    await walk.DisposeAsync();
                }
            }
        }
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
