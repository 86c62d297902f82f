using FuncGateway.Gateway.Limits;
using FuncGateway.Gateway.Relay;
using FuncGateway.Gateway.Telemetry;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Gateway.Calls;

/// <summary>A tools/call, from the decision on. Steps 1 and 2 (read, identify) are behind us.</summary>
public sealed class ToolCallPath(CallApprover approver, ChargeReserver reserver, Relayer relayer)
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
        var held = decision.Verdict == Verdict.Hold ? await approver.ApproveAsync(call, decision, cancellationToken) : HoldResult.NotHeld(call, decision);
        await using var pass = held.Pass;
        if (held.Refusal is not null)
        {
            await held.Refusal.SendAsync(call);
        }

        if (held.Refusal is not null || held.IsOver)
        {
            return;
        }

        // 5. Reserve
        var (reservation, refusal) = await reserver.ReserveAsync(held.Call, held.Decision, cancellationToken);
        if (refusal is not null)
        {
            await (pass?.GiveBackAsync() ?? Task.CompletedTask);
            await refusal.SendAsync(held.Call);
            return;
        }

        // 6. Relay. Who has gone by now takes nothing along: what was taken for the call is given back.
        if (cancellationToken.IsCancellationRequested)
        {
            reservation.Release();
            return;
        }

        pass?.Use();
        var report = await relayer.RelayAsync(held.Call.Exchange with { Settling = pass is null ? null : pass.SettleAsync }, cancellationToken);

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
