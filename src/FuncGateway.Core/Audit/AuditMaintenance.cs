using System.Globalization;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Background work of the audit log: counts of refused requests, the register and a checkpoint every minute, and the end of the chains when the host stops.</summary>
// Seven parameters: what is maintained, and the clock and log of a background loop.
internal sealed partial class AuditMaintenance(
    AuditLog log, AuditOptions options, ChainMaintenance chains, CheckpointWriter checkpoints, RefusedCounts counts, TimeProvider time, ILogger<AuditMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _coveredUntil;

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
            var begun = time.GetUtcNow();
            await chains.StopAsync(token);
            await WriteCheckpointAsync(begun, token);
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
                    var begun = time.GetUtcNow();
                    await chains.RunAsync(token);
                    await WriteCheckpointAsync(begun, token);
                }, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    // The register has at least what was stored before it was updated. A record that was still on its way then is covered by the next checkpoint.
    private async Task WriteCheckpointAsync(DateTimeOffset registeredAt, CancellationToken cancellationToken)
    {
        if (CheckpointSchedule.IsDueAfterRecords(log.LastRecordAt, _coveredUntil) && await checkpoints.RunAsync(cancellationToken) is { } last)
        {
            _coveredUntil = registeredAt - options.WriteTimeout;
            log.SetCheckpoint(string.Create(CultureInfo.InvariantCulture, $"{last.Number}:{last.Hash}"));
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
            // A defect must not end the loop: a chain whose entry in the register is not updated soon counts as abandoned.
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
