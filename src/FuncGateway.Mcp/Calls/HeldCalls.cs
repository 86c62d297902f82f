using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Wire;
using Microsoft.Extensions.Hosting;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The calls of this process that are waiting for approval, so that <c>notifications/cancelled</c> can cancel them. Legacy era only: from 2026-07-28 on a
/// client cancels by closing the stream. A cancellation that reaches another instance is relayed, and the call's wait simply times out.
/// </summary>
public sealed class HeldCalls(ApprovalSignals signals, GatewayOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly List<Held> _held = [];

    internal ApprovalSignals Signals => signals;

    internal TimeSpan KeepAlive => options.KeepAlive;

    internal TimeProvider Time => time;

    /// <summary>Cancelled when the host is stopping: held calls are then answered "pending", and another instance serves the repeat.</summary>
    internal CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Number of calls waiting now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <param name="length">Maximum time to keep the call open.</param>
    /// <param name="cancellationToken">The client has disconnected.</param>
    internal CallHold Begin(CallContext call, TimeSpan length, CancellationToken cancellationToken) => new(this, call, length, cancellationToken);

    internal IDisposable Add(CallContext call, CancellationTokenSource cancellation)
    {
        var held = new Held(this, call.Caller.Grant.Id, call.Caller.Server.Id, call.Session, MessageIds.Name(call.MessageId.Span), cancellation);
        lock (_gate)
        {
            _held.Add(held);
        }

        return held;
    }

    /// <summary>Returns true if the cancelled request is held here. It was never sent upstream, so its cancellation must not be either.</summary>
    public bool TryCancel(CallContext call)
    {
        if (call.Envelope is not { RequestId.IsEmpty: false } envelope)
        {
            return false;
        }

        var name = MessageIds.Name(envelope.RequestId.Span);
        lock (_gate)
        {
            var found = _held.FindAll(held => held.Grant == call.Caller.Grant.Id && held.Server == call.Caller.Server.Id && held.Session == call.Session && held.Request == name);

            // Without sessions, two clients of one grant may use the same id. Cancelling the wrong call would be worse than cancelling none.
            if (found.Count == 1)
            {
                // Inside the lock, so that the source cannot be disposed at the same time. The callbacks run on another thread.
                _ = found[0].Cancellation.CancelAsync();
            }

            return found.Count > 0;
        }
    }

    private sealed record Held(HeldCalls Owner, GrantId Grant, ServerId Server, string? Session, string Request, CancellationTokenSource Cancellation) : IDisposable
    {
        public void Dispose()
        {
            lock (Owner._gate)
            {
                Owner._held.RemoveAll(each => ReferenceEquals(each, this));
            }
        }
    }
}
