using Microsoft.DurableTask;

namespace FuncGateway.Core.Approvals;

/// <summary>What the flow does to the outside. Each may run more than once: it looks at the row first and writes by its version.</summary>
public sealed class ApprovalActivities(IApprovalStore store, ApprovalWebhook webhook, TimeProvider time)
{
    private const int Attempts = 10;

    /// <summary>Tells people, unless that is done or the matter is settled; what came of it stands in the approval.</summary>
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

    /// <summary>Writes down that an approval has run out, if it has. A decision that came first stands.</summary>
    public async Task<ApprovalClosing> CloseAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
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

        throw new StoreUnavailableException($"Approval {id} could not be closed: others changed it {Attempts} times meanwhile.");
    }

    private async Task UpdateAsync(ApprovalId id, Func<Approval, Approval> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
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

/// <summary>How one try to tell people went.</summary>
/// <param name="IsDone">Told, or nobody to tell, or nothing to tell of any more.</param>
public sealed record ApprovalNotice(bool IsDone);

/// <summary>What closing found.</summary>
/// <param name="LookAgainAt">The approval is still pending until then; null when there is nothing left to close.</param>
public sealed record ApprovalClosing(DateTimeOffset? LookAgainAt);

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
