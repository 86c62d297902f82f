using Microsoft.DurableTask;

namespace FuncGateway.Core.Approvals;

/// <summary>The flow's side effects. Each may run more than once, so it reads the row first and saves with its version.</summary>
public sealed class ApprovalActivities(IApprovalStore store, ApprovalWebhook webhook, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>Notifies people, unless they have been notified or the approval is no longer pending. The result is stored in the approval.</summary>
    public async Task<ApprovalNotice> NotifyAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { Value: { State: ApprovalState.Pending, Webhook.DeliveredAt: null } approval })
        {
            return new ApprovalNotice(IsDone: true);
        }

        var delivery = await webhook.SendAsync(approval, cancellationToken);
        await UpdateAsync(
            approval.Id,
            stored => stored with { WatchedAt = stored.WatchedAt ?? time.GetUtcNow(), Webhook = delivery ?? stored.Webhook },
            cancellationToken);
        return new ApprovalNotice(delivery is null or { DeliveredAt: not null });
    }

    /// <summary>Marks an approval as expired if its time is over. A decision that was stored first is kept.</summary>
    public async Task<ApprovalClosing> CloseAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await FindAsync(id, cancellationToken) is not { Value: { State: ApprovalState.Pending } approval } stored)
            {
                return new ApprovalClosing(null);
            }

            if (approval.Expire(time.GetUtcNow()) is not ApprovalChange.Done { Next: var expired })
            {
                return new ApprovalClosing(approval.ExpiresAt);
            }

            if (await store.SaveAsync(expired, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return new ApprovalClosing(null);
            }
        }

        throw new StoreUnavailableException($"Approval {id} could not be closed: it was changed concurrently {MaxAttempts} times.");
    }

    private async Task UpdateAsync(ApprovalId id, Func<Approval, Approval> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } stored
                || await store.SaveAsync(change(stored.Value), stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return;
            }
        }
    }

    private async Task<Stored<Approval>?> FindAsync(string id, CancellationToken cancellationToken) =>
        ApprovalId.TryParse(id, out var parsed) ? await store.FindAsync(parsed, cancellationToken) : null;
}

/// <summary>The result of one notification attempt.</summary>
/// <param name="IsDone">True if no further attempt is needed: delivered, no webhook configured, or no longer pending.</param>
public sealed record ApprovalNotice(bool IsDone);

/// <summary>The result of trying to close an approval.</summary>
/// <param name="RetryAt">When to try again, because the approval is still pending until then; null if there is nothing left to close.</param>
public sealed record ApprovalClosing(DateTimeOffset? RetryAt);

/// <summary><see cref="ApprovalActivities.NotifyAsync"/> as an activity of the flow.</summary>
public sealed class ApprovalNotifyActivity(ApprovalActivities activities) : TaskActivity<string, ApprovalNotice>
{
    public const string Name = "ApprovalNotify";

    public override Task<ApprovalNotice> RunAsync(TaskActivityContext context, string input) => activities.NotifyAsync(input, CancellationToken.None);
}

/// <summary><see cref="ApprovalActivities.CloseAsync"/> as an activity of the flow.</summary>
public sealed class ApprovalCloseActivity(ApprovalActivities activities) : TaskActivity<string, ApprovalClosing>
{
    public const string Name = "ApprovalClose";

    public override Task<ApprovalClosing> RunAsync(TaskActivityContext context, string input) => activities.CloseAsync(input, CancellationToken.None);
}
