using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Durable;

namespace FuncGateway.LocalHost;

/// <summary>What the function app does by its timer: once a day, what is older than its retention goes.</summary>
internal sealed partial class DailyCleaning(
    ApprovalCleaning approvals, AuditRetention audit, DurableCleaning durable, IDurableClients clients, TimeProvider time, ILogger<DailyCleaning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogCleaned(await approvals.RunAsync(stoppingToken), await audit.RunAsync(stoppingToken));
                await clients.UseAsync(client => durable.RunAsync(client, stoppingToken), stoppingToken);
            }
            // Whatever goes wrong, the next day tries again: cleaning must not end the host.
            catch (Exception e) when (e is StoreUnavailableException || !stoppingToken.IsCancellationRequested)
            {
                LogNotCleaned(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Approvals} approvals and {Records} records of the audit that are older than their retention")]
    private partial void LogCleaned(int approvals, int records);

    [LoggerMessage(LogLevel.Warning, "Nothing was cleaned up; the next attempt is in a day")]
    private partial void LogNotCleaned(Exception exception);
}
