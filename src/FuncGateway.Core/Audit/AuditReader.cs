using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Reads entries, newest first, each completed by its ending if it has one.</summary>
public sealed class AuditReader(IAuditStore store, TimeProvider time)
{
    /// <summary>Maximum number of records scanned for one page, so that a selective filter does not make a request read the whole log.</summary>
    public const int MaxScanned = 5_000;

    // The clocks of other writers may be ahead of ours.
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromDays(1);

    public async Task<AuditPage> PageAsync(AuditQuery query, int size, CancellationToken cancellationToken)
    {
        var (entries, seen, last) = (new List<AuditEntry>(), 0, "");
        await foreach (var found in WalkAsync(query, size, cancellationToken))
        {
            if (entries.Count == size || seen == MaxScanned)
            {
                return new AuditPage(entries, last);
            }

            (seen, last) = (seen + 1, found.Place);
            if (query.Wants(found.Entry))
            {
                entries.Add(found.Entry);
            }
        }

        return new AuditPage(entries, null);
    }

    public IAsyncEnumerable<AuditEntry> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        WalkAsync(query, null, cancellationToken).Select(found => found.Entry).Where(query.Wants);

    private async IAsyncEnumerable<LocatedEntry> WalkAsync(AuditQuery query, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var oldest = query.From is { } from ? DayOf(from) : DateOnly.MinValue;
        var newest = query.After is { } after && AuditKey.TryDay(after, out var day) ? day : DayOf(query.To ?? (time.GetUtcNow() + MaxClockSkew));
        await foreach (var found in store.ListDaysAsync(query.Stream, newest, cancellationToken).TakeWhile(found => found >= oldest))
        {
            await foreach (var entry in WalkDayAsync(query, found, pageSize, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<LocatedEntry> WalkDayAsync(AuditQuery query, DateOnly day, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var begun = Rows(AuditPart.Begun).GetAsyncEnumerator(cancellationToken);
        await using var ended = Rows(AuditPart.Ended).GetAsyncEnumerator(cancellationToken);
        var hasEnding = await ended.MoveNextAsync();
        while (await begun.MoveNextAsync())
        {
            var place = AuditKey.PlaceOf(begun.Current.Key);
            while (hasEnding && string.CompareOrdinal(AuditKey.PlaceOf(ended.Current.Key), place) < 0)
            {
                hasEnding = await ended.MoveNextAsync();
            }

            var ending = hasEnding && AuditKey.PlaceOf(ended.Current.Key) == place ? ended.Current : null;
            yield return new LocatedEntry(Join(begun.Current, ending, day, place), place);
        }

        IAsyncEnumerable<AuditRow> Rows(AuditPart part)
        {
            // Keys are in descending order of time, so reading starts at the end of the time range, which is exclusive.
            var start = query.After ?? (query.To is { } to ? AuditKey.RemainingTicks(to) + "_~" : null);
            var end = query.From is { } from ? AuditKey.RemainingTicks(from) + "_~" : null;
            return store.ListRowsAsync(query.Stream, day, part, Key(part, start), Key(part, end), pageSize, cancellationToken);
        }
    }

    private static string? Key(AuditPart part, string? place) => place is null ? null : AuditKey.Of(part, place);

    private static AuditEntry Join(AuditRow begun, AuditRow? ended, DateOnly day, string place)
    {
        var entry = AuditJson.ReadEntry(begun.Chain.Stream, begun.Content);
        var ending = ended is null ? null : AuditJson.ReadEnding(ended.Chain.Stream, ended.Content);
        return entry switch
        {
            // The record was modified; the rest of the log must remain readable.
            null => new CallEntry(place.Length > 20 ? place[20..] : "", new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)) { Outcome = AuditOutcome.Unreadable },
            { Outcome: not null } => entry,
            _ => entry.With(ending ?? new AuditEnding(ended is null ? AuditOutcome.Unknown : AuditOutcome.Unreadable)),
        };
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
