using FuncGateway.Core;
using FuncGateway.Core.Audit;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's hourly checkpoint.</summary>
internal sealed partial class HourlyCheckpoint(IdleCheckpoints checkpoints, TimeProvider time, ILogger<HourlyCheckpoint> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await checkpoints.RunAsync(stoppingToken);
            }
            // A failure must not stop the host; the next attempt is an hour later.
            catch (Exception e) when (e is StoreUnavailableException || !stoppingToken.IsCancellationRequested)
            {
                LogNotWritten(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The hourly checkpoint of the audit log was not written; the next attempt is in an hour")]
    private partial void LogNotWritten(Exception exception);
}
