using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Requests a person's approval of a held call, waits for a limited time, and consumes the approval if it is given.</summary>
// Five parameters: who is asked and about what, how the call waits, whether it may still be made afterwards, and what it is told.
public sealed class CallApprover(ApprovalGate gate, ApprovalRequests requests, HeldCalls held, CallerRecheck recheck, ApprovalRefusals refusals)
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
        var (content, unasked) = await requests.PrepareAsync(call, hold.Token);
        if (content is null || unasked is not null)
        {
            return unasked;
        }

        ApprovalId? waitedFor = null;
        while (true)
        {
            var result = await gate.AskAsync(ApprovalRequests.Of(call, content), waitedFor, hold.Token);
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
                    if (!await hold.WaitAsync(pending.Approval, pending.Approval.ExpiresAt))
                    {
                        return refusals.Pending(call.Decision, pending);
                    }

                    waitedFor = pending.Approval.Id;
                    break;
                case ApprovalGateResult.AlreadySent { Approval: var sent }:
                    // It may still be running: wait for its end, so that the agent can be told how it ended.
                    if (sent.MayRunUntil is not { } until || !await hold.WaitAsync(sent, until))
                    {
                        call.Telling = gate.Tell(sent);
                        return ApprovalRefusals.AlreadySent(call.Decision, sent);
                    }

                    break;
                case ApprovalGateResult.TooMany many:
                    return ApprovalRefusals.TooMany(many.Max);
                case ApprovalGateResult.Refused refused:
                    return ApprovalRefusals.Refused(call.Decision, refused.Approval);
                case ApprovalGateResult.Expired expired:
                    return ApprovalRefusals.Expired(call.Decision, expired.Approval);
                case ApprovalGateResult.Unavailable unavailable:
                    return ApprovalRefusals.Unavailable(call.Decision, unavailable.Why);
            }

            if (result is null)
            {
                // Another call consumed the approval first. There was no wait, so the decision still holds.
                continue;
            }

            var refusal = await DecideAgainAsync(call, hold.Token);
            if (refusal is not null || call.Decision.Verdict == Verdict.Allow)
            {
                return refusal;
            }
        }
    }

    /// <summary>Decides again after a wait, so that a revoked grant or a changed policy also applies to a waiting call within 2 s.</summary>
    private async Task<Refusal?> DecideAgainAsync(CallContext call, CancellationToken cancellationToken)
    {
        var (ended, _) = await recheck.FollowAsync(call, "approval", cancellationToken);
        return ended ?? (call.Decide() is { Verdict: Verdict.Deny, Reason: var reason } ? Refusal.By(reason) : null);
    }
}
