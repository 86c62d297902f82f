using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The steps of a tools/call, in order. 1 identify: <see cref="McpEndpoint"/>. 2 read: <see cref="PostHandler"/>. 3 and later: here.
/// </summary>
public sealed class ToolCallSteps(CallApprover approver, ChargeReserver reserver, Relayer relayer)
{
    public async Task HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        // 3. Decide. What the record says about the arguments is read after that, so that a call costs nothing more before its verdict.
        var decision = call.Decide();
        call.Telemetry?.Decided(call.DecisionId, call.Message.Name, decision);
        if (!await call.Record.SetArgumentsAsync(call.Message.Arguments, cancellationToken))
        {
            await RefuseAsync(call, Refusal.Unrecorded);
            return;
        }

        if (decision.Verdict == Verdict.Deny)
        {
            await RefuseAsync(call, Refusal.By(decision.Reason));
            return;
        }

        // 4. Approve
        if (decision.Verdict == Verdict.Hold && CallContent.FindProblem(call.Message) is { } problem)
        {
            await call.Record.AnswerAsync(AuditOutcome.Malformed, problem.Status);
            await GatewayReply.ProblemAsync(call, problem);
            return;
        }

        var refusal = decision.Verdict == Verdict.Hold ? await approver.ApproveAsync(call, cancellationToken) : null;
        await using var pass = call.Pass;
        await using var telling = call.Telling;
        if (refusal is not null)
        {
            await RefuseAsync(call, refusal);
            return;
        }

        if (call.IsCancelled)
        {
            await call.Record.CloseAsync(isDisconnected: true);
            return;
        }

        // 5. Reserve
        if (await reserver.ReserveAsync(call, cancellationToken) is { } unreserved)
        {
            await call.ReleaseAsync();
            await RefuseAsync(call, unreserved);
            return;
        }

        // 6. Record, before anything is sent; the outcome is added when the record is closed.
        if (!await call.Record.BeginAsync(call.Reservation.AdmittedAt, pass?.Approval.Id))
        {
            await call.ReleaseAsync();
            await Refusal.Unrecorded.SendAsync(call);
            return;
        }

        // 7. Relay. If the client has disconnected, release what was taken instead of sending.
        if (cancellationToken.IsCancellationRequested)
        {
            call.Record.Report(new RelayReport(RelayOutcome.NotSent, RelayFault.Client, null));
            await call.ReleaseAsync();
            return;
        }

        pass?.Use();

        // 8. Settle. This happens inside the relay, at the first answer with the call's id, or when it is certain that none will come.
        var report = await relayer.RelayAsync(call, cancellationToken);
        call.Record.Report(report);
        pass?.End(OutcomeOf(report.Outcome), report.IsDelivered);
    }

    private static RunOutcome OutcomeOf(RelayOutcome outcome) => outcome switch
    {
        RelayOutcome.Answered => RunOutcome.Answered,
        RelayOutcome.Unknown or RelayOutcome.NotSent => RunOutcome.Unknown,
        _ => RunOutcome.Error,
    };

    private static async Task RefuseAsync(CallContext call, Refusal refusal)
    {
        var isRecorded = await call.Record.RefuseAsync(refusal);
        await (isRecorded ? refusal : Refusal.Unrecorded).SendAsync(call);
        if (isRecorded && !call.Http.RequestAborted.IsCancellationRequested)
        {
            call.Telling?.Sent();
        }
    }
}
