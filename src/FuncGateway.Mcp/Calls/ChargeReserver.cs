using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Step 5: takes what the call costs from the permit book, all of it or nothing.</summary>
public sealed class ChargeReserver(PermitBook book)
{
    public async ValueTask<(Reservation Reservation, Refusal? Refusal)> ReserveAsync(Call call, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Charges.Count == 0)
        {
            return (Reservation.None, null);
        }

        return await book.ReserveAsync(call.Caller.Grant, decision.Charges, cancellationToken) switch
        {
            ReserveResult.Reserved taken => (taken.Reservation, null),
            ReserveResult.Full full => (Reservation.None, Refusal.By(Reason.LimitReached.For(full.Limit, full.ResetsAt - call.At), full.ResetsAt)),
            ReserveResult.NotChecked lost => (Reservation.None, Refusal.Unchecked(
                lost.Limit.Pointer,
                $"The limit of {lost.Limit.Max} per {lost.Limit.Window.Name} cannot be checked at the moment, so the call was not made; try again in a few seconds.")),
            var other => throw new InvalidOperationException($"Not a result of reserving: {other}."),
        };
    }
}
