using Microsoft.DurableTask;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// Orchestrates one approval: notifies people, waits for the decision or the timeout, closes. It decides nothing: an event only makes it read the row,
/// so lost, duplicated and forged events do no harm.
/// </summary>
public sealed class ApprovalFlow : TaskOrchestrator<ApprovalFlowInput, object?>
{
    public const string Name = "ApprovalFlow";
    public const string DecisionEvent = "decision";

    /// <summary>Maximum number of notification attempts: 2 s between the first two, doubling each time, 17 minutes in all.</summary>
    public const int MaxNotices = 10;

    // Further events are ignored, so that forged ones cannot make the history grow without bound.
    private const int MaxEvents = 20;
    private static readonly TimeSpan FirstRetryInterval = TimeSpan.FromSeconds(2);
    private static readonly TaskOptions Closing = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(2)));

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, ApprovalFlowInput input)
    {
        var notices = 0;
        var events = 0;
        DateTimeOffset? noticeAt = NowOf(context);
        for (var closeAt = input.ExpiresAt; ;)
        {
            if (noticeAt <= NowOf(context))
            {
                noticeAt = await NotifyAsync(context, input, ++notices);
            }

            var isEvent = await WaitAsync(context, noticeAt < closeAt ? noticeAt.Value : closeAt, events < MaxEvents);
            events += isEvent ? 1 : 0;

            // Timers may fire early, so check the clock.
            if (!isEvent && NowOf(context) < closeAt)
            {
                continue;
            }

            if (await context.CallActivityAsync<ApprovalClosing>(ApprovalCloseActivity.Name, input.Id, Closing) is not { RetryAt: { } again })
            {
                return null;
            }

            closeAt = again;
            await WaitIfPastAsync(context, closeAt);
        }
    }

    // The time of the current step, identical on every replay.
    private static DateTimeOffset NowOf(TaskOrchestrationContext context) => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    private static async Task<DateTimeOffset?> NotifyAsync(TaskOrchestrationContext context, ApprovalFlowInput input, int attempt)
    {
        var isDone = false;
        try
        {
            isDone = (await context.CallActivityAsync<ApprovalNotice>(ApprovalNotifyActivity.Name, input.Id)).IsDone;
        }
        catch (TaskFailedException)
        {
            // Counts as a failed attempt; people still find the approval in the admin API.
        }

        return isDone || attempt == MaxNotices ? null : NowOf(context) + (FirstRetryInterval * Math.Pow(2, attempt - 1));
    }

    /// <summary>Returns true if an event arrived, with any content, or false if the wait timed out.</summary>
    private static async Task<bool> WaitAsync(TaskOrchestrationContext context, DateTimeOffset until, bool listens)
    {
        var remaining = until - NowOf(context);
        if (remaining <= TimeSpan.Zero)
        {
            return false;
        }

        if (!listens)
        {
            await context.CreateTimer(remaining, CancellationToken.None);
            return false;
        }

        try
        {
            await context.WaitForExternalEvent<ApprovalEvent?>(DecisionEvent, remaining);
            return true;
        }
        catch (OperationCanceledException)
        {
            // The timer fired first. Nothing else cancels the wait, because it has no token.
            return false;
        }
    }

    // The closing activity may run on a machine whose clock is behind ours: wait a second instead of asking again at once.
    private static async Task WaitIfPastAsync(TaskOrchestrationContext context, DateTimeOffset closeAt)
    {
        if (closeAt <= NowOf(context))
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }
}

/// <summary>Input of the flow. It never contains the call's arguments.</summary>
public sealed record ApprovalFlowInput(string Id, DateTimeOffset ExpiresAt);

/// <summary>Payload of the event that announces a decision. The decision itself is in the row.</summary>
public sealed record ApprovalEvent(string Id);
