using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Mcp.Calls;

/// <summary>Prepares what a person is asked about a held call, or refuses the call without asking.</summary>
public sealed class ApprovalRequests(ApprovalGate gate, ArgumentDigest digest, ChargeReserver reserver)
{
    /// <summary>Returns the content of the call that the approval binds, or the refusal of a call about which no person is asked.</summary>
    internal async Task<(BoundContent? Content, Refusal? Refusal)> PrepareAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (CallContent.FindUnshown(call.Message) is { } unshown)
        {
            return (null, unshown);
        }

        var bytes = CallContent.Of(call.Message, call.Http.Request.Headers);
        try
        {
            if (gate.FindProblem(bytes.Length, call.Tool.Tool, call.Decision) is { } problem)
            {
                return (null, ApprovalRefusals.Unavailable(call.Decision, problem.Why));
            }

            var content = new BoundContent(bytes, await digest.OfAsync(bytes, cancellationToken));

            // What became of an earlier call is told even if its limit is now full, because telling makes no call.
            return await gate.IsUntoldAsync(Of(call, content).Call, cancellationToken)
                ? (content, null)
                : (content, await reserver.FindFullAsync(call, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            return (null, ApprovalRefusals.Unavailable(call.Decision, ApprovalGate.NotStored.Why));
        }
    }

    /// <summary>Returns the request under the call's latest decision.</summary>
    internal static ApprovalRequest Of(CallContext call, BoundContent content)
    {
        if (call.Decision.Approval is not { } terms || call.Caller is not { Policy: { } policy, Grant: var grant, Server: var server })
        {
            throw new InvalidOperationException("A hold decision must have approval terms and come from a policy.");
        }

        var subject = new ApprovalSubject(grant.Id, grant.Label, server.Id, call.Tool.Tool, policy.Id, policy.Revision, terms.Pointer, content.Hmac);
        var key = CallKey.Of(grant.Id, server, call.Tool.Tool, content.Hmac, terms);
        return new ApprovalRequest(key, subject, terms.Timeout, content.Bytes, call.DecisionId);
    }
}

/// <summary>Everything in a call that its approval binds.</summary>
/// <param name="Bytes">The JSON object of <see cref="CallContent"/>.</param>
/// <param name="Hmac">Its keyed digest.</param>
internal sealed record BoundContent(ReadOnlyMemory<byte> Bytes, string Hmac);
