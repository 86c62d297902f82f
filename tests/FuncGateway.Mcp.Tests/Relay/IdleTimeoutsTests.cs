using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Timing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
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

    // The end may find the inner timeout at the moment at which that leaves the request, and the outer one is then still to be cancelled.
    [Fact]
    public async Task End_WhileTheInnerTimeoutIsDisposed_CancelsTheOuter()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var call = NewCall();
            using var outer = _timeouts.Begin(call, CancellationToken.None);
            var inner = _timeouts.Begin(call, CancellationToken.None);
            using var start = new Barrier(2);
            var ending = Task.Run(() =>
            {
                start.SignalAndWait();
                call.End.End(new Ending(EndReason.Revoked, "Revoked"));
            });

            start.SignalAndWait();
            inner.Dispose();
            await ending;

            await CancelledAsync(outer.Token);
        }
    }

    [Fact]
    public async Task End_WhenSomethingThatItCancelsThrows_CancelsTheRestAndIsLogged()
    {
        var call = NewCall();
        var log = new RecordingLogger<StreamEnd>();
        call.End.Logger = log;
        using var outer = _timeouts.Begin(call, CancellationToken.None);
        using var inner = _timeouts.Begin(call, CancellationToken.None);
        inner.Token.Register(() => throw new InvalidOperationException("of the inner one"));
        call.End.Token.Register(() => throw new InvalidOperationException("of the request"));

        call.End.End(new Ending(EndReason.Revoked, "Revoked"));

        await CancelledAsync(outer.Token);
        await Eventually.Async(() => log.Lines.Count == 2);
        Assert.All(log.Lines, line => Assert.Equal(LogLevel.Error, line.Level));
    }

    private static Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task.WaitAsync(Eventually.Timeout, CancellationToken.None);
    }

    private static CallContext NewCall() => new(new DefaultHttpContext(), new Caller(Samples.NewGrant(), Samples.NewServer(), null));
}
