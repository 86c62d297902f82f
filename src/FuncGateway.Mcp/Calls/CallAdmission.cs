using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>Approves a tool call that needs it, and reserves its charges.</summary>
public sealed class CallAdmission(CallApprover approver, ChargeReserver reserver)
{
    /// <summary>Returns null if the call may proceed or its client has cancelled it, otherwise the refusal. The call keeps what it has been given so far either way.</summary>
    public async ValueTask<Refusal?> AdmitAsync(CallContext call, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (call.Decision.Verdict == Verdict.Hold && await approver.ApproveAsync(call, cancellationToken) is { } unapproved)
            {
                return unapproved;
            }

            if (call.IsCancelled)
            {
                return null;
            }

            var (refusal, isOutdated) = await reserver.ReserveAsync(call, cancellationToken);
            if (!isOutdated)
            {
                return refusal;
            }

            // The approval was given under the rule before. It is found again if the rule is the same.
            await call.ReleaseAsync();
            call.Pass = null;
            if (call.Decide() is { Verdict: Verdict.Deny, Reason: var reason })
            {
                return Refusal.By(reason);
            }
        }
    }
}
