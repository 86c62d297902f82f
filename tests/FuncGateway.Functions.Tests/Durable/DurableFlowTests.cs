using FuncGateway.Functions.Tests.Fakes;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class DurableFlowTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Unspecified);
    private readonly FakeOrchestration _orchestration = FakeOrchestration.Create(Noon);

    [Fact]
    public async Task WaitFor_WhenTheEventComesFirst_ReturnsItAndStopsTheTimer()
    {
        var wait = Flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15));
        _orchestration.Raise("decision", "approved");
        Assert.Equal("approved", await wait);
        Assert.Equal(1, _orchestration.CancelledTimers);
    }

    [Fact]
    public async Task WaitFor_WhenTheEventCameBeforeTheWait_ReturnsIt()
    {
        _orchestration.Raise("decision", "refused");
        Assert.Equal("refused", await Flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15)));
    }

    [Fact]
    public async Task WaitFor_WhenTheTimerComesFirst_ReturnsNull()
    {
        var wait = Flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15));
        _orchestration.Elapse(TimeSpan.FromMinutes(15));
        Assert.Null(await wait);
    }

    [Fact]
    public async Task WaitFor_WhenAnotherEventComes_WaitsOn()
    {
        var wait = Flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15));
        _orchestration.Raise("reminder", "approved");
        _orchestration.Elapse(TimeSpan.FromMinutes(14));
        Assert.False(wait.IsCompleted);
        _orchestration.Raise("decision", "approved");
        Assert.Equal("approved", await wait);
    }

    [Fact]
    public async Task Sleep_UntilTheTimeIsOver_DoesNotReturn()
    {
        var sleep = Flow.SleepAsync(TimeSpan.FromSeconds(30));
        _orchestration.Elapse(TimeSpan.FromSeconds(29));
        Assert.False(sleep.IsCompleted);
        _orchestration.Elapse(TimeSpan.FromSeconds(1));
        await sleep;
    }

    [Fact]
    public void Now_OfATimeWithoutKind_IsUtc() => Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), Flow.Now);

    [Fact]
    public void InstanceId_OfTheFlow_IsThatOfTheOrchestration() => Assert.Equal("approval-1", Flow.InstanceId);

    [Fact]
    public async Task Call_OfAnActivityThatRecovers_TriesWithDoublingPauses()
    {
        var attempts = 0;
        _orchestration.Activities["notify"] = input => ++attempts < 5 ? throw new IOException("refused") : $"sent {input}";
        var answer = await Flow.CallAsync<string>("notify", "row-1", new ActivityRetry(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        Assert.Equal("sent row-1", answer);
        Assert.Equal([1, 2, 4, 5], _orchestration.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Call_OfAnActivityThatNeverRecovers_FailsAfterTheLastAttempt()
    {
        var attempts = 0;
        _orchestration.Activities["notify"] = _ => throw new IOException($"refused {++attempts}");
        var call = Flow.CallAsync<string>("notify", "row-1", new ActivityRetry(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        var failure = await Assert.ThrowsAsync<ActivityFailedException>(() => call);
        Assert.Equal(3, attempts);
        Assert.Contains("notify", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutRetry_TriesOnce()
    {
        var attempts = 0;
        _orchestration.Activities["close"] = _ => throw new IOException($"refused {++attempts}");
        await Assert.ThrowsAsync<ActivityFailedException>(() => Flow.CallAsync<string>("close", "row-1", ActivityRetry.None));
        Assert.Equal(1, attempts);
    }

    private DurableFlow Flow => new(_orchestration);
}
