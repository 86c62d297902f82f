using System.Collections.Concurrent;
using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>Takes flows that nobody runs, runs them to their end, and hands them their events.</summary>
internal sealed partial class FlowRunner(
    FlowTable flows, FlowHubTable hub, FlowCatalog catalog, ActivityTry activities, FlowLease lease, TimeProvider time, ILogger<FlowRunner> logger)
{
    // A line without a running flow may be one whose start is just being written. No start takes so long.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private const int MaxProblem = 1_000;

    private readonly ConcurrentDictionary<string, ActiveFlow> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);

    public Task WhenAllEndedAsync() => Task.WhenAll(_active.Values.Select(active => active.Ending));

    /// <summary>Looks after one line of the list.</summary>
    /// <param name="events">All that were raised for that instance.</param>
    public async Task VisitAsync(RunningFlow line, FlowHub seen, IEnumerable<FlowEvent> events, CancellationToken stopping)
    {
        if (_active.TryGetValue(line.InstanceId, out var active))
        {
            await FollowAsync(active, line, events, stopping);
        }
        else if (MayTake(line.Owner, seen))
        {
            await TakeAsync(line, seen, events, stopping);
        }
    }

    private async Task FollowAsync(ActiveFlow active, RunningFlow line, IEnumerable<FlowEvent> events, CancellationToken stopping)
    {
        // What was raised for an earlier or a later run of the same id is not for this one.
        var gone = active.Inbox.Offer([.. events.Where(each => each.Run == active.Journal.Head.Run)]);
        active.Line = line.Owner == lease.Process ? line : await hub.NoteOwnerAsync(line, lease.Process, stopping);
        foreach (var each in gone)
        {
            await hub.RemoveAsync(each, stopping);
        }
    }

    private async Task TakeAsync(RunningFlow line, FlowHub seen, IEnumerable<FlowEvent> events, CancellationToken stopping)
    {
        var head = await flows.FindAsync(line.InstanceId, stopping);
        if (head is not { Value.Status: FlowStatus.Running })
        {
            await DropAsync(line, head?.Value, stopping);
        }
        else if (MayTake(head.Value.Owner, seen) && FindFlow(head.Value) is { } definition
            && await flows.SaveAsync(head.Value with { Owner = lease.Process }, null, head.Version, stopping) is { } mine)
        {
            var history = await flows.ReadHistoryAsync(mine.Value, stopping);
            await BeginAsync(Activate(line, mine, history, stopping), definition, line, events, stopping);
        }
    }

    private async Task BeginAsync(ActiveFlow active, FlowDefinition definition, RunningFlow line, IEnumerable<FlowEvent> events, CancellationToken stopping)
    {
        var head = active.Journal.Head;
        if (head.Entries > 1)
        {
            LogContinues(head.Flow, head.InstanceId);
        }

        active.Inbox.Offer([.. events.Where(each => each.Run == head.Run)]);
        _active[line.InstanceId] = active;
        active.Ending = RunAsync(active, definition);

        // The head was read after the events: those of other runs are of runs that have ended.
        foreach (var late in events.Where(each => each.Run != head.Run))
        {
            await hub.RemoveAsync(late, stopping);
        }
    }

    private ActiveFlow Activate(RunningFlow line, Stored<FlowHead> head, IReadOnlyList<FlowEntry> history, CancellationToken stopping)
    {
        var journal = new FlowJournal(flows, head, history);
        var inbox = new FlowInbox(time, journal.EventsTaken);
        var run = new FlowRun(line.InstanceId, new FlowSteps(journal, inbox, activities, time, stopping), stopping);
        return new ActiveFlow(run, journal, inbox) { Line = line };
    }

    private async Task RunAsync(ActiveFlow active, FlowDefinition definition)
    {
        try
        {
            await EndAsync(active, await ProblemOfAsync(active, definition));
        }
        catch (Exception e) when (e is FlowHaltException or StoreUnavailableException)
        {
            // Its line stands on the list: whoever may have it goes on from its history.
            LogLeft(active.Journal.Head.Flow, active.Journal.Head.InstanceId, e.Message);
        }
        finally
        {
            _active.TryRemove(active.Journal.Head.InstanceId, out _);
        }
    }

    private static async Task<string> ProblemOfAsync(ActiveFlow active, FlowDefinition definition)
    {
        try
        {
            var failure = await active.Run.RunAsync(definition);
            return active.Journal.IsReplaying ? "The flow ended where its history goes on."
                : failure is null ? ""
                : $"{failure.GetType().Name}: {failure.Message}";
        }
        catch (FlowHaltException e) when (e.IsFinal)
        {
            return e.Message;
        }
    }

    private async Task EndAsync(ActiveFlow active, string problem)
    {
        // As it was before the end: a line written after it may announce the next run.
        var line = active.Line;
        var status = problem.Length == 0 ? FlowStatus.Finished : FlowStatus.Stopped;
        await active.Journal.EndAsync(status, problem[..Math.Min(problem.Length, MaxProblem)], time.GetUtcNow());
        var head = active.Journal.Head;
        if (status == FlowStatus.Stopped)
        {
            LogStopped(head.Flow, head.InstanceId, head.Problem);
        }

        if (line is not null)
        {
            await RetireAsync(line, head, CancellationToken.None);
        }
    }

    private async Task DropAsync(RunningFlow line, FlowHead? head, CancellationToken stopping)
    {
        if (line.Since + LongestStart <= time.GetUtcNow())
        {
            await RetireAsync(line, head, stopping);
        }
    }

    private async Task RetireAsync(RunningFlow line, FlowHead? head, CancellationToken cancellationToken)
    {
        if (head is { EndedAt: { } endedAt })
        {
            await hub.NoteEndedAsync(head.InstanceId, head.Run, endedAt, cancellationToken);
        }

        await hub.RemoveAsync(line, cancellationToken);
    }

    private bool MayTake(string owner, FlowHub seen) => owner.Length == 0 || owner == lease.Process || !seen.IsAlive(owner, time.GetUtcNow());

    private FlowDefinition? FindFlow(FlowHead head)
    {
        var definition = catalog.FindFlow(head.Flow);
        if (definition is null && _unknown.TryAdd(head.Flow, true))
        {
            LogUnknown(head.Flow, head.InstanceId);
        }

        return definition;
    }

    [LoggerMessage(LogLevel.Information, "Flow {Flow} {InstanceId} goes on from its history")]
    private partial void LogContinues(string flow, string instanceId);

    [LoggerMessage(LogLevel.Information, "Flow {Flow} {InstanceId} is left where it stands: {Why}")]
    private partial void LogLeft(string flow, string instanceId, string why);

    [LoggerMessage(LogLevel.Error, "Flow {Flow} {InstanceId} has stopped for good: {Problem}")]
    private partial void LogStopped(string flow, string instanceId, string problem);

    [LoggerMessage(LogLevel.Error, "There is no flow {Flow}: {InstanceId} waits for a process that has it")]
    private partial void LogUnknown(string flow, string instanceId);
}
