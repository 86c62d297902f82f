using System.Globalization;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Deletes whole days that are past the retention. The register keeps their chains, so that verification can tell retention from tampering, and the
/// deletion itself is audited.
/// </summary>
// Six parameters: removing a day reads and closes its chains, deletes its rows, and is itself recorded.
public sealed partial class AuditRetention(
    AuditLog log, ChainMaintenance chains, IAuditStore store, AuditOptions options, TimeProvider time, ILogger<AuditRetention> logger) : IRetention
{
    public string What => "audit records";

    /// <summary>The earliest day that is within the retention.</summary>
    public static DateOnly FirstKept(AuditOptions options, DateTimeOffset now) => DateOnly.FromDateTime((now - options.Retention).UtcDateTime);

    /// <returns>The number of records deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        var firstKept = FirstKept(options, time.GetUtcNow());
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            await CloseAbandonedAsync(stream, firstKept, cancellationToken);
            foreach (var day in await ListPastAsync(stream, firstKept, cancellationToken))
            {
                if (!await TryMarkRemovedAsync(stream, day, cancellationToken))
                {
                    // The next run would not search beyond a newer day that was deleted.
                    break;
                }

                deleted += await DeleteAsync(stream, day, cancellationToken);
            }
        }

        return deleted;
    }

    /// <summary>Returns the earliest day whose records have not been deleted, which is at most the first one within the retention.</summary>
    internal async Task<DateOnly> FindFirstStoredAsync(CancellationToken cancellationToken)
    {
        var firstKept = FirstKept(options, time.GetUtcNow());
        var first = firstKept;
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            if (await ListPastAsync(stream, firstKept, cancellationToken) is [var oldest, ..] && oldest < first)
            {
                first = oldest;
            }
        }

        return first;
    }

    // ChainMaintenance closes those of the last days, and only while the gateway is in use.
    private async Task CloseAbandonedAsync(AuditStream stream, DateOnly firstKept, CancellationToken cancellationToken)
    {
        var abandoned = await store.ListChainsAsync(stream, firstKept, DateOnly.MaxValue, cancellationToken).Where(stored => chains.IsAbandoned(stored.Value)).ToListAsync(cancellationToken);
        foreach (var stored in abandoned)
        {
            await chains.CloseAsync(stored, ChainClosing.Abandoned, cancellationToken);
        }
    }

    // Oldest first, so that what an interrupted run leaves is newer than all that has been deleted, and the search may end at the first deleted day.
    private async Task<IReadOnlyList<DateOnly>> ListPastAsync(AuditStream stream, DateOnly firstKept, CancellationToken cancellationToken)
    {
        var days = new List<DateOnly>();
        await foreach (var day in store.ListDaysAsync(stream, firstKept.AddDays(-1), cancellationToken))
        {
            if (await IsDeletedAsync(stream, day, cancellationToken))
            {
                break;
            }

            days.Add(day);
        }

        days.Reverse();
        return days;
    }

    private async Task<bool> IsDeletedAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListChainsAsync(stream, day, day, cancellationToken))
        {
            if (stored.Value.State != ChainState.Removed || await store.ListBlocksAsync(stored.Value.Chain, new BlockRange(PageSize: 1), cancellationToken).AnyAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    // Marks the day's chains as removed, so that verification no longer expects their blocks. If one is still being written, nothing is deleted.
    private async Task<bool> TryMarkRemovedAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var stored in await store.ListChainsAsync(stream, day, day, cancellationToken).ToListAsync(cancellationToken))
        {
            if (stored.Value.State != ChainState.Open)
            {
                continue;
            }

            if (!chains.IsAbandoned(stored.Value))
            {
                return false;
            }

            // A damaged chain cannot be closed, and is past its retention all the same.
            await chains.CloseAsync(stored, ChainClosing.Abandoned, cancellationToken);
        }

        await foreach (var stored in store.ListChainsAsync(stream, day, day, cancellationToken).Where(stored => stored.Value.State != ChainState.Removed))
        {
            if (await store.SaveChainAsync(stored.Value with { State = ChainState.Removed }, stored.Version, cancellationToken) != SaveResult.Saved)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<int> DeleteAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var target = string.Create(CultureInfo.InvariantCulture, $"{AuditStreams.NameOf(stream)}/{day:yyyy-MM-dd}");
        var entry = new AdminEntry(AuditLog.NewId(now), now, AdminEntry.Gateway, [], "removeAuditDay", target);
        if (!await log.WriteAsync(entry))
        {
            throw new StoreUnavailableException("The deletion of old records could not be audited, so they were kept.");
        }

        var deleted = 0;
        foreach (var stored in await store.ListChainsAsync(stream, day, day, cancellationToken).ToListAsync(cancellationToken))
        {
            deleted += await store.DeleteBlocksAsync(stored.Value.Chain, cancellationToken);
        }

        await log.EndAsync(entry, new AuditEnding(AuditOutcome.Done) { Result = string.Create(CultureInfo.InvariantCulture, $"{deleted} records") });
        LogDeleted(target, deleted);
        return deleted;
    }

    [LoggerMessage(LogLevel.Information, "Audit day {Day} is past its retention: {Count} records deleted")]
    private partial void LogDeleted(string day, int count);
}
