using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Deletes the checkpoints of days whose records have been deleted. The last one before the days that are kept remains: it shows that those before it are
/// all past the retention, so removing checkpoints of a kept day is still detected.
/// </summary>
public sealed partial class CheckpointRetention(
    AuditRetention records, ICheckpointStore store, SignedCheckpoints checkpoints, CheckpointSearch search, ILogger<CheckpointRetention> logger) : IRetention
{
    private const int DeletedAtOnce = 16;
    private int _hasLoggedKept;

    public string What => "checkpoints of the audit log";

    /// <returns>The number of checkpoints deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if ((await checkpoints.FindEndAsync(cancellationToken))?.Last is not { } last)
        {
            return 0;
        }

        // A checkpoint names the chains of its day and of the day before, and those of other days by clocks that differ.
        var needed = (await records.FindFirstStoredAsync(cancellationToken)).AddDays(-1);
        var start = await search.FindStartAsync(DayRange.StartOf(needed), last.Checkpoint.Number, cancellationToken);
        return start.Before is null ? 0 : await DeleteAsync(start.Number, cancellationToken);
    }

    // Oldest first, so that an interrupted run leaves no gap that matters.
    private async Task<int> DeleteAsync(long before, CancellationToken cancellationToken)
    {
        var numbers = await store.ListPlacesAsync(cancellationToken).Select(place => place.Number ?? before).Where(number => number < before).ToListAsync(cancellationToken);
        numbers.Sort();
        var deleted = 0;
        foreach (var some in numbers.Chunk(DeletedAtOnce))
        {
            var results = await Task.WhenAll(some.Select(number => store.DeleteAsync(number, cancellationToken)));
            deleted += results.Count(isDeleted => isDeleted);
            if (!results.All(isDeleted => isDeleted))
            {
                LogKeptOnce();
                break;
            }
        }

        return deleted;
    }

    private void LogKeptOnce()
    {
        if (Interlocked.Exchange(ref _hasLoggedKept, 1) == 0)
        {
            LogKept();
        }
    }

    [LoggerMessage(LogLevel.Information, "Checkpoints of the audit log that are past the retention remain for now, because a policy of their container keeps them longer")]
    private partial void LogKept();
}
