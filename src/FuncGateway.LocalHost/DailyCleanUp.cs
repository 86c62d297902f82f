using FuncGateway.Core;
using FuncGateway.Core.Durable;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's timers: deletes once a day what is no longer needed.</summary>
// Five parameters: the two clean-ups of the function app, the engine's client, and what a background loop needs.
internal sealed partial class DailyCleanUp(
    Retentions retentions, DurableCleanUp durable, IDurableClientSource clients, TimeProvider time, ILogger<DailyCleanUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await retentions.RunAsync(stoppingToken);
            await CleanUpEngineAsync(stoppingToken);
        }
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
