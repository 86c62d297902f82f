using Azure.Data.Tables;
using FuncGateway.Azure.Durable;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.Runtime;

public sealed class LocalFlowsTests : FlowContract, IClassFixture<AzuriteFixture>
{
    private readonly AzuriteFixture _azurite;
    private readonly string _prefix;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FlowTable _flows;
    private readonly FlowHubTable _hub;

    public LocalFlowsTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _prefix = $"{azurite.TablePrefix}{Guid.NewGuid():N}"[..40];
        var tables = new Tables(new TableServiceClient(azurite.ConnectionString), _prefix);
        _flows = new FlowTable(tables);
        _hub = new FlowHubTable(tables);
    }

    [Fact]
    public async Task Start_OfAFlowNobodyKnows_IsRefused()
    {
        await using var runtime = await StartAsync(Flow(_ => Task.CompletedTask));
        await Assert.ThrowsAsync<ArgumentException>(() => runtime.Flows.StartAsync("unheard-of", Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Start_WithAnInputThatIsTooLong_IsRefusedAndLeavesNothing()
    {
        await using var runtime = await StartAsync(Flow(_ => Task.CompletedTask));
        var input = new string('x', FlowTable.MaxJsonBytes);
        await Assert.ThrowsAsync<ArgumentException>(() => runtime.Flows.StartAsync("flow", Id, input, CancellationToken.None));
        Assert.Null(await HeadAsync());
    }

    [Fact]
    public async Task Start_ThatWasCutOffBeforeItsSecondRow_CanBeRepeated()
    {
        await using var runtime = await StartAsync(Flow(flow => TellAsync(flow, "done")));
        var killed = new KilledAtWrite(3, arrives: false);
        await using (var starter = new FlowProcess(_azurite, _prefix, Flow(_ => Task.CompletedTask), _time, killed))
        {
            // Its writes: the table, the line on the list, the head with the first entry.
            await Assert.ThrowsAsync<StoreUnavailableException>(() => starter.Flows.StartAsync("flow", Id, "input", CancellationToken.None));
        }

        Assert.Single((await _hub.ReadAsync(CancellationToken.None)).Running);
        Assert.Null(await HeadAsync());
        await StartFlowAsync(runtime);
        Assert.Equal("done", await ToldAsync(1));
    }

    [Fact]
    public async Task Replay_OfAFlowThatHasChanged_StopsItAndDoesNothing()
    {
        await using (var first = await StartAsync(Flow(flow => flow.SleepAsync(Minute))))
        {
            await StartFlowAsync(first);
            await UntilItWaitsAsync(Id, 1);
        }

        await using var second = await StartAsync(Flow(flow => TellAsync(flow, "changed")));
        await UntilItEndedAsync(Id);
        var head = await HeadAsync();
        Assert.Equal(FlowStatus.Stopped, head?.Status);
        Assert.Equal("The history has Slept '' where the flow now asks for Called 'tell'.", head?.Problem);
        Assert.Equal(0, Tellings);
    }

    [Fact]
    public async Task Replay_OfAFlowThatNowEndsEarlier_StopsIt()
    {
        await using (var first = await StartAsync(Flow(flow => flow.SleepAsync(Minute))))
        {
            await StartFlowAsync(first);
            await UntilItWaitsAsync(Id, 1);
        }

        await using var second = await StartAsync(Flow(_ => Task.CompletedTask));
        await UntilItEndedAsync(Id);
        Assert.Equal((FlowStatus.Stopped, "The flow ended where its history goes on."), (await HeadAsync() is { } head) ? (head.Status, head.Problem) : default);
    }

    [Fact]
    public async Task Run_OfAFlowThatFails_StopsItWithTheReason()
    {
        await using var runtime = await StartAsync(Flow(_ => throw new InvalidDataException("no such rule")));
        await StartFlowAsync(runtime);
        await UntilItEndedAsync(Id);
        Assert.Equal((FlowStatus.Stopped, "InvalidDataException: no such rule"), (await HeadAsync() is { } head) ? (head.Status, head.Problem) : default);
    }

    [Fact]
    public async Task Run_OfTwoStepsAtOnce_IsRefused()
    {
        await using var runtime = await StartAsync(Flow(flow => Task.WhenAll(flow.SleepAsync(Minute), flow.SleepAsync(Minute))));
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        Advance(Minute);
        await UntilItEndedAsync(Id);
        Assert.Contains("one thing at a time", (await HeadAsync())?.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raise_InAnotherProcess_IsSeenWithinASecond()
    {
        await using var runtime = await StartAsync(Flow(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", 60 * Minute) ?? "nothing")));
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        await using var other = new FlowProcess(_azurite, _prefix, Flow(_ => Task.CompletedTask), _time);
        await other.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await AdvanceUntilAsync(ToldAsync(1));
        Assert.Equal("approved", await ToldAsync(1));
    }

    [Fact]
    public async Task Race_OfTwoProcesses_AdvancesEachFlowOnce()
    {
        var flow = Flow(async flow =>
        {
            for (var step = 1; step <= 3; step++)
            {
                await flow.WaitForAsync<string>("go", 60 * Minute);
                await TellAsync(flow, $"{flow.InstanceId} {step}");
            }
        });
        await using var one = await StartAsync(flow);
        await using var other = await StartAsync(flow);
        string[] ids = [.. Enumerable.Range(1, 6).Select(number => $"race-{number}")];
        await Task.WhenAll(ids.SelectMany(id => new[] { one, other }.Select(each => each.Flows.StartAsync("flow", id, "", CancellationToken.None))));
        await Task.WhenAll(ids.SelectMany(id => new[] { one, other, one }.Select(each => each.Flows.RaiseAsync(id, "go", "", CancellationToken.None))));

        await AdvanceUntilAsync(Task.WhenAll(ids.Select(UntilItEndedAsync)));

        var told = await Task.WhenAll(Enumerable.Range(1, Tellings).Select(ToldAsync));
        Assert.Equal(ids.SelectMany(id => Enumerable.Range(1, 3).Select(step => $"{id} {step}")), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lease_OfAProcessThatStandsStill_IsTakenOverAndItsReturnChangesNothing()
    {
        var flow = Flow(async flow =>
        {
            await flow.SleepAsync(Minute);
            await TellAsync(flow, "awake");
        });
        var itsTime = new FakeTimeProvider(_time.GetUtcNow());
        await using var frozen = new FlowProcess(_azurite, _prefix, flow, itsTime);
        await frozen.StartAsync();
        await frozen.Flows.StartAsync("flow", Id, "", CancellationToken.None);
        await UntilItWaitsAsync(Id, 1);
        var owner = (await HeadAsync())?.Owner;

        await using var runtime = await StartAsync(flow);
        await AdvanceUntilAsync(UntilItEndedAsync(Id));
        itsTime.Advance(2 * Minute);
        await frozen.StopAsync();

        Assert.Equal(1, Tellings);
        Assert.NotEqual(owner, (await HeadAsync())?.Owner);
        Assert.Equal(FlowStatus.Finished, (await HeadAsync())?.Status);
    }

    [Fact]
    public async Task Stop_OfAProcess_FreesItsFlowsAtOnce()
    {
        var flow = Flow(flow => flow.SleepAsync(Minute));
        await using (var first = await StartAsync(flow))
        {
            await StartFlowAsync(first);
            await UntilItWaitsAsync(Id, 1);
        }

        Assert.Empty((await _hub.ReadAsync(CancellationToken.None)).Processes);
    }

    [Fact]
    public async Task End_AnHourAgo_LeavesNoRow()
    {
        await using var runtime = await StartAsync(Flow(async flow => await TellAsync(flow, await flow.WaitForAsync<string>("decision", Minute) ?? "nothing")));
        await StartFlowAsync(runtime);
        await UntilItWaitsAsync(Id, 1);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await runtime.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await UntilItEndedAsync(Id);
        var head = await HeadAsync();
        Assert.NotNull(head);

        Advance(TimeSpan.FromMinutes(66));
        await AdvanceUntilAsync(UntilAsync(async () => await HeadAsync() is null));
        await AdvanceUntilAsync(UntilAsync(async () => await IsBareAsync(head)));
    }

    protected override async Task<FlowRuntime> StartAsync(FlowCatalog catalog)
    {
        var process = new FlowProcess(_azurite, _prefix, catalog, _time);
        await process.StartAsync();
        return new FlowRuntime(process.Flows, () => process.DisposeAsync().AsTask());
    }

    protected override void Advance(TimeSpan time) => _time.Advance(time);

    protected override Task UntilItWaitsAsync(string instanceId, int waits) => UntilAsync(async () =>
        await _flows.FindAsync(instanceId, CancellationToken.None) is { Value: { Status: FlowStatus.Running } head }
        && (await _flows.ReadHistoryAsync(head, CancellationToken.None)).Count(IsWait) >= waits);

    protected override Task UntilItEndedAsync(string instanceId) => UntilAsync(async () =>
        await _flows.FindAsync(instanceId, CancellationToken.None) is { Value.Status: not FlowStatus.Running });

    private static bool IsWait(FlowEntry entry) => entry.Kind is FlowEntryKind.Awaited or FlowEntryKind.Slept or FlowEntryKind.TryFailed;

    // Each look is a request to the tables, so this does not spin.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
        }
    }

    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            Advance(TimeSpan.FromSeconds(1));
            await HeadAsync();
        }

        await done;
    }

    private async Task<FlowHead?> HeadAsync() => (await _flows.FindAsync(Id, CancellationToken.None))?.Value;

    private async Task<bool> IsBareAsync(FlowHead head)
    {
        var hub = await _hub.ReadAsync(CancellationToken.None);
        var ended = await _hub.ListEndedAsync(DateTimeOffset.MaxValue, CancellationToken.None).ToListAsync();
        return hub.Events.Count + hub.Running.Count + ended.Count + (await _flows.ReadHistoryAsync(head, CancellationToken.None)).Count == 0;
    }
}
