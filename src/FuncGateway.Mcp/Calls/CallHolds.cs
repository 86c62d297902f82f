using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using Microsoft.Extensions.Hosting;

namespace FuncGateway.Mcp.Calls;

/// <summary>Begins holds; knows what all of them share.</summary>
public sealed class CallHolds(HeldCalls calls, ApprovalSignals signals, GatewayOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    internal ApprovalSignals Signals => signals;

    internal TimeSpan KeepAlive => options.KeepAlive;

    internal TimeProvider Time => time;

    /// <summary>A host that stops does not wait for people: its calls are answered "pending", and the next instance takes the repeat.</summary>
    internal CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <param name="length">How long the call is kept open at most.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    internal CallHold Begin(CallContext call, TimeSpan length, CancellationToken cancellationToken) => new(this, calls, call, length, cancellationToken);
}
