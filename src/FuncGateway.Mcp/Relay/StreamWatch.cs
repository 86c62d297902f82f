using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>The checks of one open request. They end it through <see cref="RelayContext.End"/>, or replace the policy that its lists are filtered by.</summary>
internal sealed class StreamWatch : IDisposable
{
    // Shorter than the interval of the checks, so that each check sees what was stored since the one before.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(0.75);

    // Longer than a store that answers slowly needs, and shorter than its timeout.
    private static readonly TimeSpan PendingLimit = TimeSpan.FromSeconds(5);

    // An ended request has this long to write its last event. Then the connection is cut off, for example because its client does not read.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly StreamWatches _watches;
    private readonly RelayContext _call;
    private readonly Caller _admitted;
    private readonly string _authorization;
    private readonly bool _isGet;
    private readonly long _begun;
    private long _confirmed;
    private long? _ended;
    private int _isChecking;
    private bool _isDisposed;

    public StreamWatch(StreamWatches watches, RelayContext call)
    {
        (_watches, _call, _admitted) = (watches, call, call.Caller);
        _authorization = call.Http.Request.Headers.Authorization.ToString();
        _isGet = HttpMethods.IsGet(call.Http.Request.Method);
        _begun = _confirmed = watches.Time.GetTimestamp();
        call.Watch = this;
        call.End.Logger = watches.Logger;
    }

    // It ends only when its client or the gateway ends it.
    private bool IsStanding => _isGet || _call.Envelope?.Method == RelayContext.Listen;

    private ServerId Server => _admitted.Server.Id;

    /// <summary>Checks the request at the given timestamp.</summary>
    public void Check(long now)
    {
        var age = _watches.Time.GetElapsedTime(_begun, now);
        if (_call.End.Ending is not null)
        {
            CutOffIfStuck(now);
        }
        else if (age >= _watches.MaxLifetime)
        {
            End(EndReason.Lifetime, $"The gateway ends a request that has been open for {_watches.MaxLifetime}, and this one was");
        }
        else if (_call.Intake?.Problem(age) is { } slow)
        {
            End(EndReason.SlowBody, slow);
        }
        else
        {
            CheckCaller();
        }
    }

    /// <summary>Checks the caller now instead of after the interval, because it may have been admitted with data that is almost too old.</summary>
    public void CheckCaller() => _ = CheckCallerAsync();

    public void StopStream()
    {
        if (IsStanding)
        {
            End(EndReason.Stopping, "The gateway is stopping");
        }
    }

    public void Dispose()
    {
        _watches.Remove(this);
        lock (_gate)
        {
            _isDisposed = true;
        }
    }

    private async Task CheckCallerAsync()
    {
        var now = _watches.Time.GetTimestamp();
        if (Interlocked.Exchange(ref _isChecking, 1) == 1)
        {
            EndUnlessConfirmed(within: PendingLimit, now);
            return;
        }

        try
        {
            var found = await _watches.Callers.IdentifyAsync(_authorization, Server, MaxAge, CancellationToken.None);
            switch (found)
            {
                case Identification.Known { Caller: var caller }:
                    Volatile.Write(ref _confirmed, now);
                    Apply(caller);
                    break;
                case Identification.Unavailable:
                    EndUnlessConfirmed(within: CacheAge.Max, now);
                    break;
                default:
                    End(EndReason.Revoked, "The grant of this request is no longer valid: it was revoked or replaced, it has expired, or it does not reach this server any more");
                    break;
            }
        }
        catch (Exception e)
        {
            // Whatever failed, an unchecked request must not go on.
            _watches.LogCheckFailed(e);
            EndUnconfirmed();
        }
        finally
        {
            Volatile.Write(ref _isChecking, 0);
        }
    }

    private void Apply(Caller caller)
    {
        if (caller.Freeze is { } freeze)
        {
            End(EndReason.Frozen, $"All calls are stopped by an administrator since {TimeText.Of(freeze.Since)}");
        }
        else if (caller.Policy is null && _admitted.Policy is not null)
        {
            End(EndReason.PolicyGone, "The grant of this request no longer has a policy");
        }
        else if (IsStanding && caller.Server.UpstreamUrl != _admitted.Server.UpstreamUrl)
        {
            End(EndReason.ServerMoved, $"MCP server '{Server}' was registered at another address");
        }
        else
        {
            _call.FollowPolicy(caller.Policy);
        }
    }

    private void EndUnlessConfirmed(TimeSpan within, long now)
    {
        if (_watches.Time.GetElapsedTime(Volatile.Read(ref _confirmed), now) >= within)
        {
            EndUnconfirmed();
        }
    }

    private void EndUnconfirmed() => End(EndReason.Unconfirmed, "The gateway's store does not answer, so it is not known whether the grant of this request is still valid");

    private void End(EndReason reason, string why) => _call.End.End(new Ending(reason, why));

    private void CutOffIfStuck(long now)
    {
        _ended ??= now;
        if (_watches.Time.GetElapsedTime(_ended.Value, now) < EndLimit)
        {
            return;
        }

        // Inside the lock, because the server reuses the context of a request that has ended.
        lock (_gate)
        {
            if (!_isDisposed)
            {
                ClientConnection.CutOff(_call.Http);
            }
        }
    }
}
