using System.Collections.Concurrent;
using FuncGateway.Gateway.Durable;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>
/// What a flow may rely on, whatever runs it. Each test writes its flow, with two activities: <c>try</c> does what the test says, <c>tell</c>
/// tells the test something. Each starts with storage that knows no flow.
/// </summary>
public abstract class FlowContract
{
    protected const string Id = "flow-1";
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ActivityRetry ThreeTimes = new(3, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));

    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _told = new();
    private int _tellings;

    /// <summary>What the activity <c>try</c> does.</summary>
    protected Func<string, CancellationToken, Task<string>> Try { get; set; } = (input, _) => Task.FromResult("did " + input);

    /// <summary>How often the flow has told something.</summary>
    protected int Tellings => Volatile.Read(ref _tellings);

    /// <summary>Starts a runtime on the storage and the clock of this test.</summary>
    protected abstract Task<FlowRuntime> StartAsync(FlowCatalog catalog);

    protected abstract void Advance(TimeSpan time);

    /// <summary>Returns when the current run has begun so many waits: for events, for time, and between the tries of activities.</summary>
    protected abstract Task UntilItWaitsAsync(string instanceId, int waits);

    protected abstract Task UntilItEndedAsync(string instanceId);

    [Fact]
    public async Task WaitFor_WhenTheEventComesFirst_ReturnsIt()
    {
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing"));
        await UntilItWaitsAsync(Id, 1);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        Assert.Equal("approved", await ToldAsync(1));
    }

    [Fact]
    public async Task WaitFor_WhenTheTimerComesFirst_ReturnsNull()
    {
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing"));
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        Assert.Equal("nothing", await ToldAsync(1));
    }

    [Fact]
    public async Task WaitFor_WhenTheEventWasRaisedBefore_ReturnsIt()
    {
        await using var runtime = await RunAsync(async flow =>
        {
            await flow.SleepAsync(Minute);
            await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing");
        });
        await UntilItWaitsAsync(Id, 1);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        Advance(Minute);
        Assert.Equal("approved", await ToldAsync(1));
    }

    [Fact]
    public async Task WaitFor_OfEventsOfTwoNames_TakesEachByItsNameInTheirOrder()
    {
        await using var runtime = await RunAsync(async flow =>
        {
            await flow.SleepAsync(Minute);
            foreach (var name in (string[])["b", "a", "a"])
            {
                await TellAsync(flow, await flow.WaitForAsync<string>(name, Minute) ?? "nothing");
            }
        });
        await UntilItWaitsAsync(Id, 1);
        await runtime.Flows.RaiseAsync(Id, "a", "a1", CancellationToken.None);
        await runtime.Flows.RaiseAsync(Id, "a", "a2", CancellationToken.None);
        await runtime.Flows.RaiseAsync(Id, "b", "b1", CancellationToken.None);
        Advance(Minute);
        Assert.Equal(["b1", "a1", "a2"], [await ToldAsync(1), await ToldAsync(2), await ToldAsync(3)]);
    }

    [Fact]
    public async Task WaitFor_ThreeInARow_GivesTheEventToTheOneThatWaits()
    {
        await using var runtime = await RunAsync(async flow =>
        {
            for (var wait = 0; wait < 3; wait++)
            {
                await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing");
            }
        });
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        await UntilItWaitsAsync(Id, 2);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await UntilItWaitsAsync(Id, 3);
        Advance(Minute);
        Assert.Equal(["nothing", "approved", "nothing"], [await ToldAsync(1), await ToldAsync(2), await ToldAsync(3)]);
    }

    [Fact]
    public async Task Raise_TwiceForOneWait_LeavesNothingToTheNextRun()
    {
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing"));
        await UntilItWaitsAsync(Id, 1);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await UntilItEndedAsync(Id);
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        Assert.Equal(["approved", "nothing"], [await ToldAsync(1), await ToldAsync(2)]);
    }

    [Fact]
    public async Task Raise_ForAFlowThatEndedOrNeverWas_HasNoEffect()
    {
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing"), start: false);
        await runtime.Flows.RaiseAsync(Id, "decision", "before", CancellationToken.None);
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        await UntilItEndedAsync(Id);
        await runtime.Flows.RaiseAsync(Id, "decision", "after", CancellationToken.None);
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        Assert.Equal(["nothing", "nothing"], [await ToldAsync(1), await ToldAsync(2)]);
    }

    [Fact]
    public async Task Sleep_UntilTheTimeIsOver_DoesNotReturn()
    {
        await using var runtime = await RunAsync(async flow =>
        {
            var before = flow.Now;
            await flow.SleepAsync(Minute);
            await TellAsync(flow, $"{(flow.Now - before).TotalSeconds}");
        });
        await UntilItWaitsAsync(Id, 1);
        Advance(TimeSpan.FromSeconds(55));
        Advance(TimeSpan.FromSeconds(6));
        Assert.InRange(int.Parse(await ToldAsync(1), System.Globalization.CultureInfo.InvariantCulture), 59, 61);
    }

    [Fact]
    public async Task Call_OfAnActivityThatRecovers_ReturnsItsResult()
    {
        var tries = 0;
        Try = (input, _) => ++tries < 3 ? throw new IOException("refused") : Task.FromResult($"{input} at try {tries}");
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.CallAsync<string>("try", "x", ThreeTimes)));
        await UntilItWaitsAsync(Id, 1);
        Advance(TimeSpan.FromSeconds(11));
        await UntilItWaitsAsync(Id, 2);
        Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("x at try 3", await ToldAsync(1));
    }

    [Fact]
    public async Task Call_OfAnActivityThatNeverRecovers_FailsAfterTheLastTry()
    {
        var tries = 0;
        Try = (_, _) => throw new IOException($"refused {++tries}");
        await using var runtime = await RunAsync(async flow =>
        {
            var failure = await Assert.ThrowsAsync<ActivityFailedException>(() => flow.CallAsync<string>("try", "x", ThreeTimes));
            await TellAsync(flow, failure.Message);
        });
        await UntilItWaitsAsync(Id, 1);
        Advance(TimeSpan.FromSeconds(11));
        await UntilItWaitsAsync(Id, 2);
        Advance(TimeSpan.FromSeconds(16));
        var told = await ToldAsync(1);
        Assert.Equal(3, tries);
        Assert.DoesNotContain("refused", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithALongResult_ReturnsAllOfIt()
    {
        Try = (input, _) => Task.FromResult(string.Concat(Enumerable.Repeat("0123456789", 20_000)) + input);
        await using var runtime = await RunAsync(async flow => await TellAsync(flow, await flow.CallAsync<string>("try", "end", ActivityRetry.None)));
        var told = await ToldAsync(1);
        Assert.Equal(200_003, told.Length);
        Assert.EndsWith("789end", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutRetry_TriesOnce()
    {
        var tries = 0;
        Try = (_, _) => throw new IOException($"refused {++tries}");
        await using var runtime = await RunAsync(async flow =>
        {
            await Assert.ThrowsAsync<ActivityFailedException>(() => flow.CallAsync<string>("try", "x", ActivityRetry.None));
            await TellAsync(flow, "failed");
        });
        await ToldAsync(1);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Restart_WhileItWaits_KeepsTheWaitAndWhatWasDone()
    {
        var flow = Flow(async flow =>
        {
            await TellAsync(flow, "asked");
            await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing");
        });
        await RestartAsync(flow, waits: 1, between: TimeSpan.FromSeconds(30));
        await using var runtime = await StartAsync(flow);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        Assert.Equal("approved", await ToldAsync(2));
    }

    [Fact]
    public async Task Restart_AfterTheTimeIsOver_GoesOnAtOnce()
    {
        var flow = Flow(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing"));
        await RestartAsync(flow, waits: 1, between: 2 * Minute);
        await using var runtime = await StartAsync(flow);
        Assert.Equal("nothing", await ToldAsync(1));
    }

    [Fact]
    public async Task Restart_WhileItSleeps_SleepsTheRest()
    {
        var flow = Flow(async flow =>
        {
            await flow.SleepAsync(Minute);
            await TellAsync(flow, "awake");
        });
        await RestartAsync(flow, waits: 1, between: TimeSpan.FromSeconds(30));
        await using var runtime = await StartAsync(flow);
        Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("awake", await ToldAsync(1));
    }

    [Fact]
    public async Task Restart_BetweenTwoTries_RemembersTheFirst()
    {
        var tries = 0;
        Try = (_, _) => throw new IOException($"refused {++tries}");
        var flow = Flow(async flow =>
        {
            await Assert.ThrowsAsync<ActivityFailedException>(() => flow.CallAsync<string>("try", "x", ThreeTimes with { Attempts = 2 }));
            await TellAsync(flow, "failed");
        });
        await RestartAsync(flow, waits: 1, between: TimeSpan.FromSeconds(11));
        await using var runtime = await StartAsync(flow);
        await ToldAsync(1);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Restart_DuringAnActivity_RunsItAgain()
    {
        var entered = new TaskCompletionSource();
        Try = async (_, cancellationToken) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return "never";
        };
        var flow = Flow(async flow => await TellAsync(flow, await flow.CallAsync<string>("try", "x", ActivityRetry.None)));
        await using (var first = await StartAsync(flow))
        {
            await StartFlowAsync(first);
            await entered.Task;
        }

        Try = (input, _) => Task.FromResult("did " + input);
        await using var second = await StartAsync(flow);
        Assert.Equal("did x", await ToldAsync(1));
    }

    [Fact]
    public async Task Now_ReadAgainAfterARestart_IsTheSame()
    {
        var seen = new ConcurrentQueue<DateTimeOffset>();
        var flow = Flow(async flow =>
        {
            seen.Enqueue(flow.Now);
            await flow.CallAsync<string>("try", "x", ActivityRetry.None);
            seen.Enqueue(flow.Now);
            await flow.SleepAsync(Minute);
            await TellAsync(flow, "awake");
        });
        await RestartAsync(flow, waits: 1, between: 2 * Minute);
        var before = seen.ToArray();
        await using var runtime = await StartAsync(flow);
        await ToldAsync(1);
        Assert.Equal([.. before, .. before], seen);
    }

    [Fact]
    public async Task Start_WhileItRuns_DoesNothing()
    {
        await using var runtime = await RunAsync(async flow =>
        {
            await TellAsync(flow, "started");
            await flow.SleepAsync(Minute);
            await TellAsync(flow, "awake");
        });
        await UntilItWaitsAsync(Id, 1);
        await StartFlowAsync(runtime);
        Advance(Minute);
        Assert.Equal(["started", "awake"], [await ToldAsync(1), await ToldAsync(2)]);
        await UntilItEndedAsync(Id);
        Assert.Equal(2, Tellings);
    }

    [Fact]
    public async Task Start_AfterItEnded_RunsItAnew()
    {
        await using var runtime = await RunAsync(flow => TellAsync(flow, "done"));
        await UntilItEndedAsync(Id);
        await StartFlowAsync(runtime);
        Assert.Equal(["done", "done"], [await ToldAsync(1), await ToldAsync(2)]);
        await UntilItEndedAsync(Id);
        Assert.Equal(2, Tellings);
    }

    [Fact]
    public async Task Start_OfManyAtOnce_RunsEach()
    {
        await using var runtime = await RunAsync(flow => TellAsync(flow, flow.InstanceId), start: false);
        string[] ids = [.. Enumerable.Range(1, 12).Select(number => $"many-{number:00}")];
        await Task.WhenAll(ids.Select(id => runtime.Flows.StartAsync("flow", id, "", CancellationToken.None)));
        var told = await Task.WhenAll(Enumerable.Range(1, ids.Length).Select(ToldAsync));
        Assert.Equal(ids, told.Order(StringComparer.Ordinal));
    }

    /// <summary>The flow and the two activities that every test has.</summary>
    protected FlowCatalog Flow(Func<IFlow, Task> run) => new(
        [FlowDefinition.Of<string>("flow", (flow, _) => run(flow))],
        [ActivityDefinition.Of<string, string>("try", (input, cancellationToken) => Try(input, cancellationToken)), ActivityDefinition.Of<string, string>("tell", Hear)]);

    protected static Task TellAsync(IFlow flow, string what) => flow.CallAsync<string>("tell", what, ActivityRetry.None);

    /// <summary>What the flow told as its number <paramref name="number"/>, beginning with 1.</summary>
    protected Task<string> ToldAsync(int number) => Telling(number).Task;

    protected static Task StartFlowAsync(FlowRuntime runtime) => runtime.Flows.StartAsync("flow", Id, "input", CancellationToken.None);

    private async Task<FlowRuntime> RunAsync(Func<IFlow, Task> run, bool start = true)
    {
        var runtime = await StartAsync(Flow(run));
        await (start ? StartFlowAsync(runtime) : Task.CompletedTask);
        return runtime;
    }

    private async Task RestartAsync(FlowCatalog flow, int waits, TimeSpan between)
    {
        await using (var first = await StartAsync(flow))
        {
            await StartFlowAsync(first);
            await UntilItWaitsAsync(Id, waits);
        }

        Advance(between);
    }

    private Task<string> Hear(string what, CancellationToken cancellationToken)
    {
        Telling(Interlocked.Increment(ref _tellings)).SetResult(what);
        return Task.FromResult("heard");
    }

    private TaskCompletionSource<string> Telling(int number) =>
        _told.GetOrAdd(number, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
