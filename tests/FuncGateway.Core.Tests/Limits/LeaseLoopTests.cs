using FuncGateway.Core.Limits;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>An unexpected exception in the background loop of a counter's leases.</summary>
public sealed class LeaseLoopTests : IDisposable
{
    private static readonly Limit ThirtyPerMinute = LimitBuilder.Limit(30);
    private readonly World _world;
    private Fate _fate = Fate.Prompt with { ReadsBroken = true };

    public LeaseLoopTests() => _world = new World(() => _fate);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Loop_ThatFailed_AnswersWaitingCallsLogsCriticalAndStartsAgain()
    {
        var book = _world.StartBook();
        var waiting = _world.Reserve(book, LimitBuilder.Charges(ThirtyPerMinute));
        Assert.IsType<ReserveResult.NotChecked>(World.Done(waiting));
        Assert.Contains(_world.Log.Lines, entry => entry.Level == LogLevel.Critical);

        _fate = Fate.Prompt;
        var next = _world.Reserve(book, LimitBuilder.Charges(ThirtyPerMinute));
        Assert.False(next.IsCompleted);
        _world.Pass(BackgroundLoop.RestartPause);
        Assert.IsType<ReserveResult.Reserved>(World.Done(next));
    }

    [Fact]
    public void Loop_ThatKeepsFailing_IsNotRepeatedWithoutAPause()
    {
        _ = _world.Reserve(_world.StartBook(), LimitBuilder.Charges(ThirtyPerMinute));
        for (var second = 0; second < 10; second++)
        {
            _ = _world.Reserve(_world.StartBook(), LimitBuilder.Charges(ThirtyPerMinute));
            _world.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_world.Log.Lines.Count(entry => entry.Level == LogLevel.Critical), 2, 60);
    }
}
