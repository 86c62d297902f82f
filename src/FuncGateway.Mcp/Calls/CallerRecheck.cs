using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// Identifies the caller of a message again after a wait, so that a revocation, a freeze and a changed policy also apply to what was admitted before them.
/// What is in memory is at most 2 s old, so this rarely reads the store.
/// </summary>
public sealed class CallerRecheck(CallerDirectory callers)
{
    /// <summary>Replaces the caller by the current one. Returns why the message must not be sent at all, or whether it has to be decided again.</summary>
    /// <param name="waitedFor">Completes "while the call waited for …".</param>
    internal async ValueTask<(Refusal? Refusal, bool HasNewPolicy)> FollowAsync(CallContext call, string waitedFor, CancellationToken cancellationToken)
    {
        var found = await callers.IdentifyAsync(call.Http.Request.Headers.Authorization.ToString(), call.Caller.Server.Id, cancellationToken);
        if (found is not Identification.Known { Caller: var now })
        {
            return (Refusal.Unchecked("(grant)", $"The grant of this call ended while the call waited for {waitedFor}, or it cannot be checked; the call was not made."), false);
        }

        if (now.Freeze is { } freeze)
        {
            return (FreezeRefusal.Of(freeze), false);
        }

        if (HasMoved(call.Caller.Server, now.Server))
        {
            // Sessions, tasks, states, approvals and answers are those of the server that the call was admitted for.
            var then = call.Session is null ? "Repeat it." : "Its session has ended, so open a new one and repeat the call.";
            return (Refusal.Unchecked("(server)", $"The server was registered anew while the call waited for {waitedFor}; the call was not made. {then}"), false);
        }

        var before = call.Caller.Policy;
        call.Follow(now);
        return (null, (before?.Id, before?.Revision) != (now.Policy?.Id, now.Policy?.Revision));
    }

    /// <summary>For a wait after which the message can no longer be decided again. Returns why it must not be sent, or null.</summary>
    /// <param name="waitedFor">Completes "while the call waited for …".</param>
    internal async ValueTask<Refusal?> ConfirmAsync(CallContext call, string waitedFor, CancellationToken cancellationToken)
    {
        var (refusal, hasNewPolicy) = await FollowAsync(call, waitedFor, cancellationToken);
        return hasNewPolicy
            ? Refusal.Unchecked("(policy)", $"The policy of this grant changed while the call waited for {waitedFor}; the call was not made. Repeat it.")
            : refusal;
    }

    private static bool HasMoved(Server before, Server now) =>
        before.UpstreamUrl != now.UpstreamUrl || CredentialsVersion.Of(before) != CredentialsVersion.Of(now);
}
