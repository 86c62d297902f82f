using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>A tools/call, from the decision on. Steps 1 and 2 (read, identify) are behind us.</summary>
public sealed class ToolCallPath(CallApprover approver, ChargeReserver reserver, Relayer relayer)
{
    public async Task HandleAsync(Call call, CancellationToken cancellationToken)
    {
        // 3. Decide
        var decision = call.Caller.Policy?.Policy.Decide(call.Tool) ?? Policy.NoPolicy;
        CallTelemetry.Of(call.Context)?.Decided(call.DecisionId.ToString(), call.Envelope.Name, decision);
        call.Record.Judged(call.Caller, decision);
        if (decision.Verdict == Verdict.Deny)
        {
            await RefuseAsync(call, Refusal.By(decision.Reason));
            return;
        }

        // 4. Approve
        var held = decision.Verdict == Verdict.Hold ? await approver.ApproveAsync(call, decision, cancellationToken) : HoldResult.NotHeld(call, decision);
        await using var pass = held.Pass;
        call.Record.Judged(held.Call.Caller, held.Decision);
        if (held.Refusal is not null)
        {
            await RefuseAsync(held.Call, held.Refusal);
        }

        if (held.Refusal is not null || held.IsOver)
        {
            // Nothing more is recorded of a refused call; one that was taken back ends here.
            await call.Record.CloseAsync(isGone: true);
            return;
        }

        // 5. Reserve
        var (reservation, refusal) = await reserver.ReserveAsync(held.Call, held.Decision, cancellationToken);
        if (refusal is not null)
        {
            await (pass?.GiveBackAsync() ?? Task.CompletedTask);
            await RefuseAsync(held.Call, refusal);
            return;
        }

        // 8. Audit, begun before anything is sent; what comes of it is added when the record is closed.
        if (!await call.Record.BeginAsync(pass?.Approval.Id))
        {
            reservation.Release();
            await (pass?.GiveBackAsync() ?? Task.CompletedTask);
            await Refusal.Unrecorded.SendAsync(held.Call);
            return;
        }

        // 6. Relay. Who has gone by now takes nothing along: what was taken for the call is given back.
        if (cancellationToken.IsCancellationRequested)
        {
            call.Record.Report(new RelayReport(RelayOutcome.NotSent, RelayFault.Client, null));
            reservation.Release();
            return;
        }

        pass?.Use();
        var exchange = held.Call.Exchange with { Settling = pass is null ? null : outcome => IsUndone(outcome) ? pass.RestoreAsync() : Task.CompletedTask, Recorded = call.Record.Recorded };
        var report = await relayer.RelayAsync(exchange, cancellationToken);
        call.Record.Report(report);

        // 7. Settle
        Settle(reservation, report);
    }

    private static async Task RefuseAsync(Call call, Refusal refusal) =>
        await (await call.Record.RefuseAsync(refusal) ? refusal : Refusal.Unrecorded).SendAsync(call);

    // Permits come back only when the upstream certainly did not do the work.
    private static void Settle(Reservation reservation, RelayReport report)
    {
        if (IsUndone(report.Outcome))
        {
            reservation.Release();
        }
    }

    private static bool IsUndone(RelayOutcome outcome) => outcome is RelayOutcome.NotSent or RelayOutcome.Refused;
}
