using FuncGateway.Gateway.Limits;
using FuncGateway.Gateway.Relay;
using FuncGateway.Gateway.Telemetry;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Gateway.Calls;

/// <summary>A tools/call, from the decision on. Steps 1 and 2 (read, identify) are behind us.</summary>
public sealed class ToolCallPath(ChargeReserver reserver, Relayer relayer)
{
    public async Task HandleAsync(Call call, CancellationToken cancellationToken)
    {
        // 3. Decide
        var decision = call.Caller.Policy?.Policy.Decide(call.Tool) ?? Policy.NoPolicy;
        CallTelemetry.Of(call.Context)?.Decided(call, decision);
        if (decision.Verdict == Verdict.Deny)
        {
            await Refusal.By(decision.Reason).SendAsync(call);
            return;
        }

        // 4. Approve
        if (decision.Verdict == Verdict.Hold)
        {
            await Refusal.Unchecked(decision.Reason.Rule, "This call needs a person's approval, and approvals are not available.").SendAsync(call);
            return;
        }

        // 5. Reserve
        var (reservation, refusal) = await reserver.ReserveAsync(call, decision, cancellationToken);
        if (refusal is not null)
        {
            await refusal.SendAsync(call);
            return;
        }

        // 6. Relay
        var report = await relayer.RelayAsync(call.Exchange, cancellationToken);

        // 7. Settle
        Settle(reservation, report);
    }

    // Permits come back only when the upstream certainly did not do the work.
    private static void Settle(Reservation reservation, RelayReport report)
    {
        if (report.Outcome is RelayOutcome.NotSent or RelayOutcome.Refused)
        {
            reservation.Release();
        }
    }
}
