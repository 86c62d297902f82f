using System.Runtime.CompilerServices;
using FuncGateway.Core.Approvals;
using FuncGateway.Mcp.Relay;

namespace FuncGateway.Mcp.Calls;

/// <summary>The last steps of every message that has been admitted: record, relay, settle.</summary>
public sealed class CallSender(CallerRecheck recheck, Relayer relayer)
{
    /// <summary>Returns null if the message was sent or its client has disconnected; otherwise the refusal, which has been recorded if anything can be.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Refusal?> SendAsync(CallContext call, CancellationToken cancellationToken)
    {
        // 6. Record, before anything is sent; the outcome is added when the record is closed.
        var recording = call.Record.BeginAsync(call.Reservation.AdmittedAt, call.Pass?.Approval.Id);
        var hasWaited = !recording.IsCompleted;
        var refusal = !await recording ? Refusal.Unrecorded : hasWaited ? await recheck.ConfirmAsync(call, "the audit log", CancellationToken.None) : null;
        if (refusal is not null || cancellationToken.IsCancellationRequested)
        {
            // What was taken is released, because nothing is sent.
            call.Record.Report(new RelayReport(RelayOutcome.NotSent, refusal is null ? RelayFault.Client : RelayFault.None, null));
            await call.ReleaseAsync();
            return refusal;
        }

        // 7. Relay
        call.Pass?.Use();
        var report = await relayer.RelayAsync(call, cancellationToken);

        // 8. Settle. This happens inside the relay, at the first answer with the message's id, or when it is certain that none will come.
        call.Record.Report(report);
        call.Pass?.End(OutcomeOf(report.Outcome), report.IsDelivered);
        return null;
    }

    private static RunOutcome OutcomeOf(RelayOutcome outcome) => outcome switch
    {
        RelayOutcome.Answered => RunOutcome.Answered,
        RelayOutcome.Unknown or RelayOutcome.NotSent => RunOutcome.Unknown,
        _ => RunOutcome.Error,
    };
}
