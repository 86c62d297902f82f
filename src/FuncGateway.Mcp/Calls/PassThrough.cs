using FuncGateway.Core;
using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>The steps of every message other than a tool call: judge, reserve, record, relay.</summary>
public sealed class PassThrough(RequestJudge judge, ChargeReserver reserver, PermitBook book, Relayer relayer)
{
    public async Task HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        var refusal = await judge.JudgeAsync(call, cancellationToken);
        if (call.IsDecided)
        {
            call.Telemetry?.Decided(call.DecisionId, tool: null, call.Decision);
        }

        if (refusal is not null)
        {
            await RefuseAsync(call, refusal);
            return;
        }

        if (call.Message.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && call.Caller.Policy is { } policy)
        {
            // Lease permits now, so that the agent's first call does not have to wait.
            book.Warm(call.Caller.Grant, policy.Policy.Limits);
        }

        if (call.IsDecided && await reserver.ReserveAsync(call, cancellationToken) is { } unreserved)
        {
            await RefuseAsync(call, unreserved);
            return;
        }

        if (!await call.Record.BeginAsync(call.IsDecided ? call.Reservation.AdmittedAt : null))
        {
            await call.ReleaseAsync();
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            // The client has disconnected, so nothing is sent.
            call.Record.Report(new RelayReport(RelayOutcome.NotSent, RelayFault.Client, null));
            await call.ReleaseAsync();
            return;
        }

        call.Record.Report(await relayer.RelayAsync(call, cancellationToken));
    }

    internal static async Task RefuseAsync(CallContext call, Refusal refusal)
    {
        if (!await call.Record.RefuseAsync(refusal))
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        await refusal.SendAsync(call);
    }
}
