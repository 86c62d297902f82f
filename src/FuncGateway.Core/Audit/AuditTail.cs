namespace FuncGateway.Core.Audit;

/// <summary>
/// Follows the log as it is stored: each read returns what was stored since the one before, oldest first. An entry that is stored late is returned late, never missed.
/// An entry that has not ended is returned without an outcome, and again when it has.
/// </summary>
public sealed class AuditTail(IAuditStore store, TimeProvider time)
{
    /// <summary>Maximum number of records looked at for one page.</summary>
    public const int MaxScanned = 20_000;

    /// <summary>Returns where the log ends at present.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<TailCursor> FindEndAsync(AuditStream stream, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var places = new Dictionary<string, TailPlace>(StringComparer.Ordinal);
        foreach (var chain in (await ListChainsAsync(stream, now, now, cancellationToken)).Where(chain => !TailCursor.IsOver(chain, now)))
        {
            var isClosed = chain.State == ChainState.Closed;
            var end = isClosed ? chain.Blocks : (await ChainEnd.FindAsync(store, chain.Chain, cancellationToken))?.Head.Number ?? chain.Blocks;
            places[TailCursor.KeyOf(chain.Chain)] = new(end, 0);
        }

        return new TailCursor(stream, now, places);
    }

    /// <param name="query">Its place is not used.</param>
    /// <param name="size">Maximum number of entries.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<TailPage> ReadAsync(AuditQuery query, TailCursor after, int size, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var chains = new List<ChainTail>();
        var all = await ListChainsAsync(query.Stream, after.At, now, cancellationToken);
        foreach (var chain in all)
        {
            var isKnown = after.Places.TryGetValue(TailCursor.KeyOf(chain.Chain), out var place);
            if (isKnown || !TailCursor.IsOver(chain, after.At))
            {
                chains.Add(new ChainTail(chain, place, store));
                await chains[^1].LoadAsync(cancellationToken);
            }
        }

        var page = new TailEntries(query, store);
        for (var scanned = 0; scanned < MaxScanned && page.Wanted < size && Oldest(chains) is { Next: { } next } chain; scanned++)
        {
            page.Add(next, chain.Chain.Chain, chain.Number);
            await chain.MoveAsync(cancellationToken);
        }

        var read = chains.Where(chain => !(chain.IsOver && TailCursor.IsOver(chain.Chain, now))).ToDictionary(chain => TailCursor.KeyOf(chain.Chain.Chain), chain => chain.Place, StringComparer.Ordinal);
        return new TailPage(await page.ListAsync(all, cancellationToken), new TailCursor(query.Stream, now, read));
    }

    private static ChainTail? Oldest(IEnumerable<ChainTail> chains) => chains.Where(chain => chain.Next is not null).MinBy(chain => chain.NextAt);

    // A request is open for a day at most, so an entry of the day before may still be ended. The clocks of other writers may be ahead of ours.
    private async Task<IReadOnlyList<ChainRecord>> ListChainsAsync(AuditStream stream, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (oldest, newest) = (DayOf(from, -1), DayOf(now, 1));
        return await store.ListChainsAsync(stream, oldest, newest, cancellationToken).Select(stored => stored.Value).Where(chain => chain.State != ChainState.Removed).ToListAsync(cancellationToken);
    }

    private static DateOnly DayOf(DateTimeOffset at, int more) =>
        DateOnly.FromDayNumber(Math.Clamp(DateOnly.FromDateTime(at.UtcDateTime).DayNumber + more, 0, DateOnly.MaxValue.DayNumber));
}

/// <param name="Entries">Oldest first.</param>
/// <param name="Cursor">Continues after this page.</param>
public sealed record TailPage(IReadOnlyList<AuditEntry> Entries, TailCursor Cursor);
