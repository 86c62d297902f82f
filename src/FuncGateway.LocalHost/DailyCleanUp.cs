using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Tasks;

namespace FuncGateway.LocalHost;

/// <summary>The local counterpart of the function app's timers: deletes data that is past its retention once a day.</summary>
// Eight parameters: the five clean-ups of the function app, and what a background loop needs.
internal sealed partial class DailyCleanUp(
    ApprovalRetention approvals, AuditRetention audit, PolicyRetention policies, TaskRetention tasks, DurableCleanUp durable, IDurableClientSource clients, TimeProvider time, ILogger<DailyCleanUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogCleaned(await approvals.RunAsync(stoppingToken), await audit.RunAsync(stoppingToken), await policies.RunAsync(stoppingToken));
                await tasks.RunAsync(stoppingToken);
                await clients.UseAsync(client => durable.RunAsync(client, stoppingToken), stoppingToken);
            }
            // Clean-up failures must not stop the host; the next attempt is a day later.
            catch (Exception e) when (e is StoreUnavailableException || !stoppingToken.IsCancellationRequested)
            {
                LogNotCleaned(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Approvals} approvals, {Records} audit records and {Revisions} revisions of retired policies that are past their retention")]
    private partial void LogCleaned(int approvals, int records, int revisions);

    [LoggerMessage(LogLevel.Warning, "The clean-up failed; the next attempt is in a day")]
    private partial void LogNotCleaned(Exception exception);
}
