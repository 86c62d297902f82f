using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Requests a person's approval of a held call, waits for a limited time, and consumes the approval if it is given.</summary>
public sealed class CallApprover(ApprovalGate gate, HeldCalls held, CallerDirectory callers, ApprovalRefusals refusals)
{
    /// <summary>Returns null if the call may proceed, with the consumed approval in <see cref="CallContext.Pass"/> if it needed one, or if its client has cancelled it.</summary>
    public async Task<Refusal?> ApproveAsync(CallContext call, CancellationToken cancellationToken)
    {
        using var hold = held.Begin(call, gate.HoldOf(call.Decision), cancellationToken);
        try
        {
            var refusal = await ApproveAsync(call, hold);

            // A cancellation that was accepted here is not relayed, so the call must not be made, even if it has been approved meanwhile.
            call.IsCancelled = hold.End();
            return call.IsCancelled ? null : refusal;
        }
        catch (OperationCanceledException) when (hold.IsCancelledByClient)
        {
            call.IsCancelled = true;
            return null;
        }
    }

    private async Task<Refusal?> ApproveAsync(CallContext call, CallHold hold)
    {
        ApprovalId? waitedFor = null;
        while (true)
        {
            var result = await gate.AskAsync(RequestOf(call), waitedFor, hold.Token);
            if (result is ApprovalGateResult.Approved { Approval: var approved })
            {
                // Once consumed it must be settled, so a client that disconnects at this moment does not cut it off. Null if another call consumed it.
                result = await gate.ConsumeAsync(approved, call.DecisionId, CancellationToken.None);
            }

            switch (result)
            {
                case ApprovalGateResult.Consumed consumed:
                    call.Pass = consumed.Pass;
                    return null;
                case ApprovalGateResult.Pending pending:
                    if (!await hold.WaitAsync(pending.Approval))
                    {
                        return refusals.Pending(call.Decision, pending);
                    }

                    waitedFor = pending.Approval.Id;
                    var refusal = await DecideAgainAsync(call, hold.Token);
                    if (refusal is not null || call.Decision.Verdict == Verdict.Allow)
                    {
                        return refusal;
                    }

                    break;
                case ApprovalGateResult.Refused refused:
                    return ApprovalRefusals.Refused(call.Decision, refused.Approval);
                case ApprovalGateResult.Expired expired:
                    return ApprovalRefusals.Expired(call.Decision, expired.Approval);
                case ApprovalGateResult.Unavailable unavailable:
                    return ApprovalRefusals.Unavailable(call.Decision, unavailable.Why);
            }
        }
    }

    /// <summary>Decides again after a wait, so that a revoked grant or a changed policy also applies to a waiting call within 2 s.</summary>
    private async Task<Refusal?> DecideAgainAsync(CallContext call, CancellationToken cancellationToken)
    {
        var found = await callers.IdentifyAsync(call.Http.Request.Headers.Authorization.ToString(), call.Caller.Server.Id, cancellationToken);
        if (found is not Identification.Known { Caller: var caller })
        {
            return Refusal.Unchecked("(grant)", "The grant of this call ended while the call waited for approval, or it cannot be checked; the call was not made.");
        }

        var again = call.DecideAgain(caller);
        return again.Verdict == Verdict.Deny ? Refusal.By(again.Reason) : null;
    }

    private static ApprovalRequest RequestOf(CallContext call)
    {
        if (call.Decision.Approval is not { } terms || call.Caller is not { Policy: { } policy, Grant: var grant })
        {
            throw new InvalidOperationException("A hold decision must have approval terms and come from a policy.");
        }

        var arguments = call.Message.Arguments.IsEmpty ? "{}"u8.ToArray() : call.Message.Arguments;
        var content = CallContent.Of(call.Message);
        var subject = new ApprovalSubject(
            grant.Id,
            grant.Label,
            grant.Server,
            call.Tool.Tool,
            policy.Id,
            policy.Revision,
            terms.Pointer,
            CallArguments.Digest(call.Message.Arguments));
        var key = CallKey.Of(grant.Id, grant.Server, call.Tool.Tool, content.Span, terms.Pointer, terms.Fingerprint);
        return new ApprovalRequest(key, subject, terms.Timeout, arguments, call.DecisionId);
    }
}
