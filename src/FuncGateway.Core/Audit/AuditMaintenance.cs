using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Background work of the audit log: writes checkpoints and counts of refused requests every minute, and closes the chains when the host stops.</summary>
// Five parameters: what is maintained, and the clock and log of a background loop.
internal sealed partial class AuditMaintenance(AuditLog log, ChainMaintenance chains, RefusedCounts counts, TimeProvider time, ILogger<AuditMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (log.IsOff)
        {
            return;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StopTimeout);
        await TryAsync(async token =>
        {
            await counts.WriteAsync(DateTimeOffset.MaxValue);
            await chains.StopAsync(token);
        }, timeout.Token);
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
                    await counts.WriteAsync(time.GetUtcNow());
                    await chains.RunAsync(token);
                }, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
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
        catch (Exception e)
        {
            // A defect must not end the loop: a chain without checkpoints soon counts as abandoned.
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Auditing is off: nothing is recorded. Use this for measurements only")]
    private partial void LogOff();

    [LoggerMessage(LogLevel.Critical, "Audit maintenance failed unexpectedly; it is tried again in a minute")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Audit maintenance was postponed: the store does not answer")]
    private partial void LogPutOff(Exception exception);
}
