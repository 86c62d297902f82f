using System.Globalization;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Background work of the audit log: counts of refused requests, the register and a checkpoint every minute, and the end of the chains when the host stops.</summary>
// Six parameters: what is maintained, and the clock and log of a background loop.
internal sealed partial class AuditMaintenance(
    AuditLog log, ChainMaintenance chains, CheckpointWriter checkpoints, RefusedCounts counts, TimeProvider time, ILogger<AuditMaintenance> logger) : BackgroundService
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
            await WriteCheckpointAsync(token);
        }, timeout.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (log.IsOff)
        {
            LogOff();
            return;
        }

        try
        {
            while (true)
            {
                await TryAsync(RegisterAsync, stoppingToken);
                if (chains.Uncovered.List().Count > 0)
                {
                    // The other instances register their chains in the meantime, and the first whose turn it is covers all of them.
                    await Task.Delay(CheckpointSchedule.UntilTurn(), time, stoppingToken);
                    await TryAsync(WriteCheckpointAsync, stoppingToken);
                }

                await Task.Delay(CheckpointSchedule.UntilNextMinute(time.GetUtcNow()), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await counts.WriteAsync(time.GetUtcNow());
        await chains.RunAsync(cancellationToken);
    }

    // A record that was still on its way to the store is registered, and covered, a minute later.
    private async Task WriteCheckpointAsync(CancellationToken cancellationToken)
    {
        var uncovered = chains.Uncovered.List();
        if (uncovered.Count > 0 && await checkpoints.RunAsync(new CheckpointNeed.Covering(uncovered), cancellationToken) is { } last)
        {
            chains.Uncovered.Remove(uncovered);
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
