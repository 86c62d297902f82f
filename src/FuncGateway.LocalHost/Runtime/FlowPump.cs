using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>Looks at the list of flows once a second, and at once when something was started or raised in this process: one query when nothing happens.</summary>
internal sealed partial class FlowPump(
    FlowHubTable hub, FlowTable flows, FlowRunner runner, FlowLease lease, FlowSignal wake, TimeProvider time, ILogger<FlowPump> logger) : BackgroundService
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>What has ended is kept for a look at it.</summary>
    public static readonly TimeSpan KeepEnded = TimeSpan.FromHours(1);

    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMinutes(5);
    private DateTimeOffset _purgeAt = DateTimeOffset.MinValue;
    private bool _failed;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await runner.WhenAllEndedAsync().WaitAsync(cancellationToken);
            await lease.LeaveAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            // An activity goes on, or the tables are gone: the lease ends by itself.
            LogNotLeft(e.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(stoppingToken);
                _failed = false;
            }
            catch (StoreUnavailableException e)
            {
                // Said once, not every second.
                if (!_failed)
                {
                    LogUnavailable(e.Message);
                }

                _failed = true;
            }

            await wake.WaitAsync(LookEvery, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        await lease.RenewWhenDueAsync(stopping);
        var seen = await hub.ReadAsync(stopping);
        var events = seen.Events.ToLookup(each => each.InstanceId, StringComparer.Ordinal);
        foreach (var line in seen.Running)
        {
            await lease.RenewWhenDueAsync(stopping);
            await runner.VisitAsync(line, seen, events[line.InstanceId], stopping);
        }

        await TidyAsync(seen, stopping);
        await PurgeWhenDueAsync(stopping);
    }

    private async Task TidyAsync(FlowHub seen, CancellationToken stopping)
    {
        var listed = seen.Running.Select(line => line.InstanceId).ToHashSet(StringComparer.Ordinal);
        foreach (var late in seen.Events.Where(each => !listed.Contains(each.InstanceId)))
        {
            await hub.RemoveAsync(late, stopping);
        }

        var now = time.GetUtcNow();
        foreach (var dead in seen.Processes.Where(each => each.Until <= now && each.Process != lease.Process))
        {
            await hub.ForgetAsync(dead, stopping);
        }
    }

    private async Task PurgeWhenDueAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (now < _purgeAt)
        {
            return;
        }

        await foreach (var ended in hub.ListEndedAsync(now - KeepEnded, stopping))
        {
            await flows.PurgeAsync(ended.InstanceId, ended.Run, stopping);
            await hub.RemoveAsync(ended, stopping);
        }

        _purgeAt = now + PurgeEvery;
    }

    [LoggerMessage(LogLevel.Warning, "No flow is taken up while the tables do not answer: {Problem}")]
    private partial void LogUnavailable(string problem);

    [LoggerMessage(LogLevel.Information, "The flows of this process are free for others only when its lease ends: {Fault}")]
    private partial void LogNotLeft(string fault);
}
