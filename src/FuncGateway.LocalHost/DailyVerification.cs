using FuncGateway.Core.Audit;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's daily verification of the audit log. A local gateway seldom runs for a day, so the first is soon after its start.</summary>
internal sealed class DailyVerification(WholeVerification verification, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await verification.RunIfDueAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
