using FuncGateway.Gateway.Durable;

namespace FuncGateway.Gateway.Approvals;

/// <summary>
/// Watches over one approval: tells people, waits for the decision or the timeout, closes. It decides nothing: an event only makes it look at the row,
/// so a lost, doubled or forged one has no effect beyond what stands there.
/// </summary>
public static class ApprovalFlow
{
    public const string Name = "ApprovalFlow";
    public const string DecisionEvent = "decision";

    /// <summary>Tries to tell people: 2 s between the first two, then twice as long each time, 17 minutes in all.</summary>
    public const int MostNotices = 10;

    // Events beyond this are not listened to: whoever forges them must not make the history grow without end.
    private const int MostHints = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly ActivityRetry Closing = new(10, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));

    public static async Task RunAsync(IFlow flow, ApprovalFlowInput input)
    {
        var notices = 0;
        var hints = 0;
        DateTimeOffset? noticeAt = flow.Now;
        for (var lookAt = input.ExpiresAt; ;)
        {
            if (noticeAt <= flow.Now)
            {
                noticeAt = await NotifyAsync(flow, input, ++notices);
            }

            var hint = await WaitAsync(flow, noticeAt < lookAt ? noticeAt.Value : lookAt, hints < MostHints);
            hints += hint is null ? 0 : 1;

            // A timer may fire early: not before the clock says so.
            if (hint is null && flow.Now < lookAt)
            {
                continue;
            }

            if (await flow.CallAsync<ApprovalClosing>(ApprovalActivities.Close, input.Id, Closing) is not { LookAgainAt: { } again })
            {
                return;
            }

            lookAt = await NotAtOnceAsync(flow, again);
        }
    }

    private static async Task<DateTimeOffset?> NotifyAsync(IFlow flow, ApprovalFlowInput input, int attempt)
    {
        var isDone = false;
        try
        {
            isDone = (await flow.CallAsync<ApprovalNotice>(ApprovalActivities.Notify, input.Id, ActivityRetry.None)).IsDone;
        }
        catch (ActivityFailedException)
        {
            // Counts as a try that failed; people still find the approval in the admin API.
        }

        return isDone || attempt == MostNotices ? null : flow.Now + (FirstPause * Math.Pow(2, attempt - 1));
    }

    private static async Task<ApprovalHint?> WaitAsync(IFlow flow, DateTimeOffset until, bool listens)
    {
        var remaining = until - flow.Now;
        if (remaining <= TimeSpan.Zero)
        {
            return null;
        }

        if (listens)
        {
            return await flow.WaitForAsync<ApprovalHint>(DecisionEvent, remaining);
        }

        await flow.SleepAsync(remaining);
        return null;
    }

    // The closing activity may run where the clock is behind ours.
    private static async Task<DateTimeOffset> NotAtOnceAsync(IFlow flow, DateTimeOffset lookAt)
    {
        if (lookAt <= flow.Now)
        {
            await flow.SleepAsync(TimeSpan.FromSeconds(1));
        }

        return lookAt;
    }
}
