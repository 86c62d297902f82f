using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>Timeouts are reused, and nothing of one request ends another.</summary>
public sealed class IdleTimeoutsTests
{
    private readonly IdleTimeouts _timeouts = new(new GatewayOptions(), TimeProvider.System);

    [Fact]
    public void Begin_AfterAnotherHasEnded_UsesItsTimerAgain()
    {
        var first = _timeouts.Begin(NewCall(), CancellationToken.None);
        first.Dispose();

        Assert.Same(first, _timeouts.Begin(NewCall(), CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_BeforeItsClientDisconnects_DoesNotEndTheNextRequest()
    {
        using var client = new CancellationTokenSource();
        var call = NewCall();
        var first = _timeouts.Begin(call, client.Token);
        first.Dispose();
        using var second = _timeouts.Begin(NewCall(), CancellationToken.None);

        await client.CancelAsync();
        call.End.End(new Ending(EndReason.Revoked, "Revoked"));

        Assert.Same(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Begin_AfterAnotherWasCancelled_DoesNotUseItAgain()
    {
        using var client = new CancellationTokenSource();
        var first = _timeouts.Begin(NewCall(), client.Token);
        await client.CancelAsync();
        var (wasCancelled, wasExpired) = (first.Token.IsCancellationRequested, first.IsExpired);
        first.Dispose();
        using var second = _timeouts.Begin(NewCall(), CancellationToken.None);

        Assert.Equal((true, false), (wasCancelled, wasExpired));
        Assert.NotSame(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void IsExpired_AfterSilence_UnlessItHasNoLimit()
    {
        var options = new GatewayOptions();
        var time = new FakeTimeProvider();
        var timeouts = new IdleTimeouts(options, time);
        using var limited = timeouts.Begin(NewCall(), CancellationToken.None);
        using var unlimited = timeouts.BeginWithoutLimit(NewCall(), CancellationToken.None);

        time.Advance(options.UpstreamIdleTimeout);

        Assert.Equal((true, false), (limited.IsExpired, unlimited.Token.IsCancellationRequested));
    }

    [Fact]
    public async Task End_CancelsEachTimeoutOfTheRequest()
    {
        var call = NewCall();
        using var outer = _timeouts.Begin(call, CancellationToken.None);
        using (_timeouts.Begin(call, CancellationToken.None))
        {
            // It has ended, so only the outer one is left.
        }

        using var inner = _timeouts.Begin(call, CancellationToken.None);

        call.End.End(new Ending(EndReason.Revoked, "Revoked"));
        using var late = _timeouts.Begin(call, CancellationToken.None);

        await Task.WhenAll(new[] { outer.Token, inner.Token, late.Token, call.End.Token }.Select(CancelledAsync));
        Assert.Equal((false, false, false), (outer.IsExpired, inner.IsExpired, late.IsExpired));
    }

    [Fact]
    public async Task Dispose_OfTheInnerTimeout_LeavesTheOuterToBeEnded()
    {
        var call = NewCall();
        using var outer = _timeouts.Begin(call, CancellationToken.None);
        _timeouts.Begin(call, CancellationToken.None).Dispose();

        call.End.End(new Ending(EndReason.Revoked, "Revoked"));

        await CancelledAsync(outer.Token);
    }

    private static Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }

    private static CallContext NewCall() => new(new DefaultHttpContext(), new Caller(Samples.NewGrant(), Samples.NewServer(), null));
}
