using System.Runtime.CompilerServices;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Deletes the checkpoints of days whose records have been deleted. The last one before the days that are kept remains: it shows that those before it are
/// all past the retention, so removing checkpoints of a kept day is still detected.
/// </summary>
public sealed partial class CheckpointRetention(
    AuditRetention records, ICheckpointStore store, SignedCheckpoints checkpoints, ILogger<CheckpointRetention> logger) : IRetention
{
    private const int DeletedAtOnce = 16;
    private int _hasLoggedKept;

    public string What => "checkpoints of the audit log";

    /// <returns>The number of checkpoints deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // A checkpoint names the chains of its day and of the day before, and those of other days by clocks that differ.
        var needed = (await records.FindFirstStoredAsync(cancellationToken)).AddDays(-1);
        var deleted = 0;
        await foreach (var past in ListPastAsync(needed, cancellationToken).Chunk(DeletedAtOnce))
        {
            var results = await Task.WhenAll(past.Select(number => store.DeleteAsync(number, cancellationToken)));
            deleted += results.Count(isDeleted => isDeleted);
            if (!results.All(isDeleted => isDeleted))
            {
                LogKeptOnce();
                break;
            }
        }

        return deleted;
    }

    // Oldest first, so that an interrupted run leaves no gap that matters, and each by its own day: a clock that was wrong says nothing about the others.
    private async IAsyncEnumerable<long> ListPastAsync(DateOnly needed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = await store.ListPlacesAsync(cancellationToken).Select(place => place.Number ?? 0).Where(number => number > 0).ToListAsync(cancellationToken);
        numbers.Sort();

        // The last one so far that is not needed, and whatever the gateway did not sign since.
        var kept = new Queue<long>();
        foreach (var number in numbers)
        {
            var signed = (await checkpoints.FindAsync(number, cancellationToken)).Signed;
            if (signed?.Content.ShownDay >= needed)
            {
                yield break;
            }

            while (signed is not null && kept.TryDequeue(out var past))
            {
                yield return past;
            }

            kept.Enqueue(number);
        }
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
