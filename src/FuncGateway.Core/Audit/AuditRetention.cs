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
            while (await store.FindDayAsync(stream, firstKept.AddDays(-1), cancellationToken) is { } day && await TryMarkRemovedAsync(stream, day, cancellationToken))
            {
                deleted += await DeleteAsync(stream, day, cancellationToken);
            }
        }

        return deleted;
    }

    // Marks the day's chains as removed, so that verification no longer expects their records. If one is still being written, nothing is deleted.
    private async Task<bool> TryMarkRemovedAsync(AuditStream stream, DateOnly day, CancellationToken cancellationToken)
    {
        var ofDay = await store.ListChainsAsync(onlyOpen: false, cancellationToken)
            .Where(stored => stored.Value.Chain.Stream == stream && stored.Value.Chain.Day == day)
            .ToListAsync(cancellationToken);
        foreach (var stored in ofDay.Where(stored => stored.Value.State == ChainState.Open))
        {
            if (time.GetUtcNow() - stored.Value.SeenAt < ChainMaintenance.DeadAfter || !await chains.CloseAsync(stored, cancellationToken))
            {
                return false;
            }
        }

        var closed = store.ListChainsAsync(onlyOpen: false, cancellationToken)
            .Where(stored => stored.Value.Chain.Stream == stream && stored.Value.Chain.Day == day && stored.Value.State == ChainState.Closed);
        foreach (var stored in await closed.ToListAsync(cancellationToken))
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
        var target = string.Create(CultureInfo.InvariantCulture, $"{stream.ToString().ToLowerInvariant()}/{day:yyyy-MM-dd}");
        var entry = new AdminEntry(AuditLog.NewId(now), now, AdminEntry.Gateway, [], "removeAuditDay", target);
        if (!await log.WriteAsync(entry))
        {
            throw new StoreUnavailableException("The deletion of old records could not be audited, so they were kept.");
        }

        var deleted = await store.DeleteDayAsync(stream, day, cancellationToken);
        await log.EndAsync(entry, new AuditEnding(AuditOutcome.Done) { Result = string.Create(CultureInfo.InvariantCulture, $"{deleted} records") });
        LogDeleted(target, deleted);
        return deleted;
    }

    [LoggerMessage(LogLevel.Information, "Audit day {Day} is past its retention: {Count} records deleted")]
    private partial void LogDeleted(string day, int count);
}
