using FuncGateway.Core;
using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Records and relays every message other than a tool call.</summary>
public sealed class PassThrough(PermitBook book, Relayer relayer)
{
    public async Task HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (call.Message.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && call.Caller.Policy is { } policy)
        {
            // Lease permits now, so that the agent's first call does not have to wait.
            book.Warm(call.Caller.Grant, policy.Policy.Limits);
        }

        if (!await call.Record.BeginAsync())
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }

        call.Record.Report(await relayer.RelayAsync(call, cancellationToken));
    }
}
