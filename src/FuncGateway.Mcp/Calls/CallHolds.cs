using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using Microsoft.Extensions.Hosting;

namespace FuncGateway.Mcp.Calls;

/// <summary>Creates holds and provides their shared dependencies.</summary>
public sealed class CallHolds(HeldCalls calls, ApprovalSignals signals, GatewayOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    internal ApprovalSignals Signals => signals;

    internal TimeSpan KeepAlive => options.KeepAlive;

    internal TimeProvider Time => time;

    /// <summary>Cancelled when the host is stopping: held calls are then answered "pending", and another instance serves the repeat.</summary>
    internal CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <param name="length">Maximum time to keep the call open.</param>
    /// <param name="cancellationToken">Cancelled when the client disconnects.</param>
    internal CallHold Begin(CallContext call, TimeSpan length, CancellationToken cancellationToken) => new(this, calls, call, length, cancellationToken);
}
