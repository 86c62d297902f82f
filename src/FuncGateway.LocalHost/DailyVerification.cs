using FuncGateway.Core.Audit;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's daily verification of the audit log.</summary>
internal sealed class DailyVerification(WholeVerification verification, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await verification.RunDailyAsync(stoppingToken);
        }
    }
}
