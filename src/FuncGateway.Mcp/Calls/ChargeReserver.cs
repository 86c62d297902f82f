using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Reserves all charges of a call, or none, in the permit book.</summary>
public sealed class ChargeReserver(PermitBook book, CallerRecheck recheck, TimeProvider time)
{
    // Under a policy in shadow mode, a request waits for permits at most this long. Usually they are at hand.
    private static readonly TimeSpan ShadowWait = TimeSpan.FromSeconds(1);

    /// <summary>Reserves the charges. Returns the refusal if they cannot be had, or the message must not be sent any more.</summary>
    /// <returns>Whether the message has to be decided again, because its policy changed while it waited for permits. Then nothing is reserved.</returns>
    public async ValueTask<(Refusal? Refusal, bool IsOutdated)> ReserveAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (call.IsShadow)
        {
            await CountAsync(call, cancellationToken);
            return default;
        }

        // Permits that this process holds are reserved without waiting, and the caller was identified just now.
        var reserving = book.ReserveAsync(CounterScope.Of(call.Caller), call.Decision.Charges, cancellationToken);
        var hasWaited = !reserving.IsCompleted;
        if (await reserving is var result && result is not ReserveResult.Reserved { Reservation: var reservation })
        {
            return (RefusalOf(result), false);
        }

        call.Reservation = reservation;

        // Not cancelled when the client leaves, so that nothing is thrown between this and the release.
        var (ended, hasNewPolicy) = hasWaited ? await recheck.FollowAsync(call, "a permit", CancellationToken.None) : default;
        if (hasNewPolicy)
        {
            reservation.Release();
        }

        return (ended, hasNewPolicy);
    }

    // Under a policy in shadow mode, no permit is needed. What the limit would have done is recorded.
    private async ValueTask CountAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (call.Decision.Charges.Count == 0)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(ShadowWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        ReserveResult? result;
        try
        {
            result = await book.ReserveAsync(CounterScope.Of(call.Caller), call.Decision.Charges, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            result = new ReserveResult.NotChecked(call.Decision.Charges[0].Limit);
        }

        if (result is ReserveResult.Reserved { Reservation: var reservation })
        {
            call.Reservation = reservation;
        }
        else if (!call.Record.HasWouldBe)
        {
            call.Record.SetWouldBe(Shadow.WouldBeOf(RefusalOf(result), (result as ReserveResult.Full)?.Limit.Max));
        }
    }

    /// <summary>Returns the refusal of a call that a limit would deny now, without reserving anything; null if there is none.</summary>
    public async ValueTask<Refusal?> FindFullAsync(CallContext call, CancellationToken cancellationToken) =>
        await book.FindFullAsync(CounterScope.Of(call.Caller), call.Decision.Charges, cancellationToken) is { } result ? RefusalOf(result) : null;

    private Refusal RefusalOf(ReserveResult result)
    {
        switch (result)
        {
            case ReserveResult.Full full:
                return Refusal.ByLimit(Reason.LimitReached.For(full.Limit, full.ResetsAt - time.GetUtcNow()), full.ResetsAt);
            case ReserveResult.NotChecked lost:
                return Refusal.Unchecked(
                    lost.Limit.Pointer,
                    $"The limit of {lost.Limit.Max} per {lost.Limit.Window.Name} cannot be checked at the moment, so the call was not made; try again in a few seconds.");
            case var other:
                throw new InvalidOperationException($"Unknown reservation result: {other}.");
        }
    }
}
