using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Usage;

/// <summary>Stores the counts of this process: at intervals in which there were requests, and when the host stops. What could not be stored is stored the next time.</summary>
// Five parameters: what is stored, where and how often, and what a background loop needs.
internal sealed partial class UsageWriter(UsageCounts counts, IUsageStore store, UsageOptions options, TimeProvider time, ILogger<UsageWriter> logger) : BackgroundService
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    // A row belongs to one process, so that no process overwrites the counts of another.
    private readonly string _writer = Ulid.NewUlid(time.GetUtcNow()).ToString();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StopTimeout);
        await TrySaveAsync(timeout.Token);
    }

    /// <summary>Saves every hour that has changed. Does not throw.</summary>
    internal async Task TrySaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var hour in counts.ListUnsaved())
            {
                // The whole hour is saved each time, so it does no harm if a write succeeded whose answer was lost.
                await store.SaveAsync(new UsageHour(hour.Hour, _writer, hour.Counts), cancellationToken);
                counts.MarkSaved(hour);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            LogPutOff(e);
        }
        catch (Exception e)
        {
            // A defect must not end the loop.
            LogFailed(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.StoreEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TrySaveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Usage was not stored, because the store does not answer; it is tried again soon")]
    private partial void LogPutOff(Exception exception);

    [LoggerMessage(LogLevel.Error, "Usage was not stored, because of an unexpected error; it is tried again soon")]
    private partial void LogFailed(Exception exception);
}
