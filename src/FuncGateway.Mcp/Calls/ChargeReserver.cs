using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Reserves all charges of a call, or none, in the permit book.</summary>
public sealed class ChargeReserver(PermitBook book, TimeProvider time)
{
    /// <summary>Returns null if the charges were reserved or there are none, otherwise the refusal.</summary>
    public async ValueTask<Refusal?> ReserveAsync(CallContext call, CancellationToken cancellationToken)
    {
        var result = await book.ReserveAsync(call.Caller.Grant, call.Decision.Charges, cancellationToken);
        if (result is ReserveResult.Reserved taken)
        {
            call.Reservation = taken.Reservation;
            return null;
        }

        return RefusalOf(result);
    }

    /// <summary>Returns the refusal of a call that a limit would deny now, without reserving anything; null if there is none.</summary>
    public async ValueTask<Refusal?> FindFullAsync(CallContext call, CancellationToken cancellationToken) =>
        await book.FindFullAsync(call.Caller.Grant, call.Decision.Charges, cancellationToken) is { } result ? RefusalOf(result) : null;

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
