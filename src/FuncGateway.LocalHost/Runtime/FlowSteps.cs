using FuncGateway.Azure.Durable;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>The steps of one run: each is taken from the history, or done and written there.</summary>
internal sealed class FlowSteps(FlowJournal journal, FlowInbox inbox, ActivityTry activities, TimeProvider time, CancellationToken stopping)
{
    // Longer waits are cut into pieces: a timer takes at most 49 days.
    private static readonly TimeSpan LongestPiece = TimeSpan.FromDays(1);

    /// <summary>The entry that the run begins with, and its input.</summary>
    public FlowEntry Start() => journal.Replay() is { Kind: FlowEntryKind.Started } started ? started : throw Diverged("has no beginning");

    public async Task<FlowEntry> WaitAsync(string eventName, DateTimeOffset due)
    {
        var begun = await BeginAsync(FlowEntryKind.Awaited, eventName, due);
        return journal.Replay() ?? await TakeOrTimeOutAsync(eventName, begun.Due ?? due);
    }

    public async Task<FlowEntry> SleepAsync(DateTimeOffset due)
    {
        var begun = await BeginAsync(FlowEntryKind.Slept, "", due);
        return journal.Replay() ?? await TakeOrTimeOutAsync(null, begun.Due ?? due);
    }

    public async Task<FlowEntry> CallAsync(string activity, string input, ActivityRetry retry)
    {
        await BeginAsync(FlowEntryKind.Called, activity, null);
        for (var failures = 0; ; failures++)
        {
            var tried = journal.Replay() ?? await journal.AppendAsync(await activities.RunAsync(activity, input, failures, retry, stopping));
            if (tried.Kind != FlowEntryKind.TryFailed)
            {
                return tried;
            }

            if (!journal.IsReplaying)
            {
                await UntilAsync(tried.Due ?? tried.At);
            }
        }
    }

    private async Task<FlowEntry> BeginAsync(FlowEntryKind kind, string name, DateTimeOffset? due)
    {
        stopping.ThrowIfCancellationRequested();
        var entry = journal.Replay() ?? await journal.AppendAsync(new FlowEntry(kind, name, time.GetUtcNow(), due));
        return entry.Kind == kind && entry.Name == name ? entry : throw Diverged($"has {entry.Kind} '{entry.Name}' where the flow now asks for {kind} '{name}'");
    }

    // An event that has been raised counts even when the time is over too: after a time without any process, people's answers come first.
    private async Task<FlowEntry> TakeOrTimeOutAsync(string? eventName, DateTimeOffset due)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            if (eventName is not null && inbox.Find(eventName) is { } found)
            {
                var taken = await journal.AppendAsync(new FlowEntry(FlowEntryKind.EventTaken, eventName, now, Json: found.Json, EventId: found.Id));
                inbox.Take(found);
                return taken;
            }

            if (now >= due)
            {
                return await journal.AppendAsync(new FlowEntry(FlowEntryKind.TimerFired, eventName ?? "", now));
            }

            await inbox.WaitAsync(Piece(due - now), stopping);
        }
    }

    private async Task UntilAsync(DateTimeOffset due)
    {
        while (due - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(Piece(left), time, stopping);
        }
    }

    private static TimeSpan Piece(TimeSpan left) => left < LongestPiece ? left : LongestPiece;

    private static FlowHaltException Diverged(string how) => new($"The history {how}.") { IsFinal = true };
}
