using FuncGateway.Core;
using FuncGateway.Core.Durable;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's timers: deletes once a day what is no longer needed. A local gateway seldom runs for a day, so the first is soon after its start.</summary>
// Five parameters: the two clean-ups of the function app, the engine's client, and what a background loop needs.
internal sealed partial class DailyCleanUp(
    Retentions retentions, DurableCleanUp durable, IDurableClientSource clients, TimeProvider time, ILogger<DailyCleanUp> logger) : BackgroundService
{
    // Not together with the first verification, which reads the whole log.
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            await retentions.RunAsync(stoppingToken);
            await CleanUpEngineAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CleanUpEngineAsync(CancellationToken stoppingToken)
    {
        try
        {
            await clients.UseAsync(client => durable.RunAsync(client, stoppingToken), stoppingToken);
        }
        // Clean-up failures must not stop the host; the next attempt is a day later.
        catch (Exception e) when (e is StoreUnavailableException || !stoppingToken.IsCancellationRequested)
        {
            LogNotCleaned(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clean-up of the durable engine failed; the next attempt is in a day")]
    private partial void LogNotCleaned(Exception exception);
}
