using System.Security.Cryptography;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>Step 4: asks a person about a held call, waits a little, and takes the approval if there is one.</summary>
public sealed class CallApprover(ApprovalDesk desk, CallHolds holds, CallerDirectory callers, ApprovalRefusals refusals, ApprovalOptions options)
{
    public async Task<HoldResult> ApproveAsync(Call call, Decision decision, CancellationToken cancellationToken)
    {
        using var hold = holds.Begin(call, decision.Approval?.Hold ?? options.Hold, cancellationToken);
        try
        {
            return await ApproveAsync(call, decision, hold);
        }
        catch (OperationCanceledException) when (hold.IsTakenBack)
        {
            return new HoldResult(call, decision, IsOver: true);
        }
    }

    private async Task<HoldResult> ApproveAsync(Call call, Decision decision, CallHold hold)
    {
        ApprovalId? waitedFor = null;
        while (true)
        {
            switch (await desk.AskAsync(RequestOf(call, decision), waitedFor, hold.Token))
            {
                case DeskAnswer.Approved approved:
                    // Once taken it must be settled, so a client that goes at this moment does not cut it off.
                    if (await desk.TakeAsync(approved.Approval, call.DecisionId.ToString(), CancellationToken.None) is { } pass)
                    {
                        return new HoldResult(call, decision, pass);
                    }

                    break;
                case DeskAnswer.Pending pending:
                    if (!await hold.WaitAsync(pending.Approval))
                    {
                        return new HoldResult(call, decision, Refusal: refusals.Pending(decision, pending));
                    }

                    waitedFor = pending.Approval.Id;
                    (call, decision, var refusal) = await JudgeAgainAsync(call, decision, hold.Token);
                    if (refusal is not null || decision.Verdict == Verdict.Allow)
                    {
                        return new HoldResult(call, decision, Refusal: refusal);
                    }

                    break;
                case DeskAnswer.Refused refused:
                    return new HoldResult(call, decision, Refusal: ApprovalRefusals.Refused(decision, refused.Approval));
                case DeskAnswer.Expired expired:
                    return new HoldResult(call, decision, Refusal: ApprovalRefusals.Expired(decision, expired.Approval));
                case DeskAnswer.Unavailable unavailable:
                    return new HoldResult(call, decision, Refusal: ApprovalRefusals.Unavailable(decision, unavailable.Why));
            }
        }
    }

    /// <summary>A grant that was revoked, or a policy that was changed, while the call waited holds for it like for any other: within 2 s.</summary>
    private async Task<(Call Call, Decision Decision, Refusal? Refusal)> JudgeAgainAsync(Call call, Decision decision, CancellationToken cancellationToken)
    {
        var found = await callers.IdentifyAsync(call.Context.Request.Headers.Authorization.ToString(), call.Caller.Server.Id, cancellationToken);
        if (found is not Identification.Known { Caller: var caller })
        {
            return (call, decision, Refusal.Unchecked("(grant)", "The grant of this call ended while it waited for approval, or cannot be checked; the call was not made."));
        }

        var again = caller.Policy?.Policy.Decide(call.Tool) ?? Policy.NoPolicy;
        return (call with { Exchange = call.Exchange with { Caller = caller } }, again, again.Verdict == Verdict.Deny ? Refusal.By(again.Reason) : null);
    }

    private static ApprovalRequest RequestOf(Call call, Decision decision)
    {
        if (decision.Approval is not { } terms || call.Caller is not { Policy: { } policy, Grant: var grant })
        {
            throw new InvalidOperationException("A decision to hold names the terms of the approval, and stands in a policy.");
        }

        var arguments = call.Envelope.Arguments.IsEmpty ? "{}"u8.ToArray() : call.Envelope.Arguments;
        var content = CallContent.Of(call.Envelope);
        var subject = new ApprovalSubject(
            grant.Id,
            grant.Label,
            grant.Server,
            call.Tool.Tool,
            policy.Id,
            policy.Revision,
            terms.Pointer,
            Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(arguments).Span)));
        var key = CallKey.Of(grant.Id, grant.Server, call.Tool.Tool, content.Span, terms.Pointer, decision.ApprovalRule ?? "");
        return new ApprovalRequest(key, subject, terms.Timeout, arguments, call.DecisionId.ToString());
    }
}
