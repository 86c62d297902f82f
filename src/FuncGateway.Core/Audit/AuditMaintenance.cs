using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>What the log needs while a host runs: checkpoints every minute, counts of strangers, and a clean end. Twice does no harm.</summary>
internal sealed partial class AuditMaintenance(AuditLog log, ChainMaintenance chains, UnauthenticatedCounts strangers, TimeProvider time, ILogger<AuditMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (log.IsOff)
        {
            return;
        }

        using var farewell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        farewell.CancelAfter(Farewell);
        await TryAsync(async token =>
        {
            await strangers.WriteAsync(DateTimeOffset.MaxValue);
            await chains.StopAsync(token);
        }, farewell.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (log.IsOff)
        {
            LogOff();
            return;
        }

        using var timer = new PeriodicTimer(ChainMaintenance.Period, time);
        try
        {
            do
            {
                await TryAsync(async token =>
                {
                    await strangers.WriteAsync(time.GetUtcNow());
                    await chains.RunAsync(token);
                }, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            LogPutOff(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The audit is off: nothing is recorded. This is for measurements only")]
    private partial void LogOff();

    [LoggerMessage(LogLevel.Warning, "The upkeep of the audit was put off: its store does not answer")]
    private partial void LogPutOff(Exception exception);
}
