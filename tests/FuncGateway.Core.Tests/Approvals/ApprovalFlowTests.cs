using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Approvals;

/// <summary>Tests the approval flow on the test's clock. That it survives a crash and replays deterministically is tested on the engine.</summary>
public sealed class ApprovalFlowTests
{
    private static readonly TimeSpan Timeout = Samples.NewApproval().Timeout;

    [Theory]
    [InlineData(true, ApprovalState.Approved)]
    [InlineData(false, ApprovalState.Refused)]
    public async Task RunAsync_WhenAPersonDecides_EndsAndLeavesTheDecision(bool approves, ApprovalState state)
    {
        await using var world = new FlowWorld();
        var id = await world.BeginAsync();

        Assert.IsType<ApprovalChange.Done>(await world.DecideAsync(id, approves));

        await world.IsOverAsync(id);
        Assert.Equal(state, (await world.GetAsync(id)).State);
        Assert.NotNull((await world.GetAsync(id)).WatchedAt);
    }

    [Fact]
    public async Task RunAsync_WhenNobodyDecides_ExpiresTheApprovalNotBeforeItsTime()
    {
        await using var world = new FlowWorld { TimersFireEarlyBy = TimeSpan.FromSeconds(0.9) };
        var id = await world.BeginAsync();

        await world.Time.PassAsync(Timeout - TimeSpan.FromSeconds(1));
        Assert.Equal(ApprovalState.Pending, (await world.GetAsync(id)).State);
        await world.Time.PassAsync(TimeSpan.FromSeconds(5));

        await world.IsOverAsync(id);
        Assert.Equal(ApprovalState.Expired, (await world.GetAsync(id)).State);
    }

    [Fact]
    public async Task RunAsync_WhenTheEventIsLost_LeavesTheDecisionWhenTheTimeIsUp()
    {
        await using var world = new FlowWorld();
        world.Flows.LosesEvents = true;
        var id = await world.BeginAsync();
        await world.DecideAsync(id, approves: true);

        await world.Time.PassAsync(Timeout + TimeSpan.FromSeconds(2));

        await world.IsOverAsync(id);
        Assert.Equal(ApprovalState.Approved, (await world.GetAsync(id)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_OnForgedEvents_ChangesNothingAndStopsListeningInTheEnd(bool areEmpty)
    {
        await using var world = new FlowWorld();
        var id = await world.BeginAsync();
        for (var forged = 0; forged < 60; forged++)
        {
            await world.Flows.RaiseAsync(id.ToString(), ApprovalFlow.DecisionEvent, areEmpty ? null : new ApprovalEvent("forged"), default);
        }

        await world.Changed.UntilAsync(() => world.StepsOf(id).Count(step => step == $"wait {ApprovalFlow.DecisionEvent}") >= 20);
        Assert.Equal(ApprovalState.Pending, (await world.GetAsync(id)).State);

        await world.Time.PassAsync(Timeout + TimeSpan.FromSeconds(2));
        await world.IsOverAsync(id);
        Assert.Equal(ApprovalState.Expired, (await world.GetAsync(id)).State);
        Assert.True(world.StepsOf(id).Count(step => step != "timer") < 60, "Forged events must not make the history grow without end.");
    }

    [Fact]
    public async Task RunAsync_OnAnEventBeforeTheWaitAndAgainAfterTheEnd_EndsOnce()
    {
        await using var world = new FlowWorld();
        var approval = Samples.NewApproval();
        await world.Store.AddAsync(approval, default, default);
        await world.DecideAsync(approval.Id, approves: true);
        await world.Flows.StartAsync(ApprovalFlow.Name, approval.Id.ToString(), new ApprovalFlowInput(approval.Id.ToString(), approval.ExpiresAt), default);
        await world.Flows.RaiseAsync(approval.Id.ToString(), ApprovalFlow.DecisionEvent, new ApprovalEvent(approval.Id.ToString()), default);

        await world.IsOverAsync(approval.Id);
        var history = world.StepsOf(approval.Id).Count;
        await world.Flows.RaiseAsync(approval.Id.ToString(), ApprovalFlow.DecisionEvent, new ApprovalEvent(approval.Id.ToString()), default);
        await world.Time.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(history, world.StepsOf(approval.Id).Count);
        Assert.Equal(ApprovalState.Approved, (await world.GetAsync(approval.Id)).State);
    }

    [Fact]
    public async Task RunAsync_WhenEveryActivityRunsTwice_EndsAsIfOnce()
    {
        await using var world = new FlowWorld { RunsActivitiesTwice = true };
        var id = await world.BeginAsync();

        await world.Time.PassAsync(Timeout + TimeSpan.FromSeconds(1));

        await world.IsOverAsync(id);
        Assert.Equal(ApprovalState.Expired, (await world.GetAsync(id)).State);
    }

    [Fact]
    public async Task RunAsync_WhenTheStoreIsAwayAtTheEnd_ClosesWhenItIsBack()
    {
        await using var world = new FlowWorld();
        var id = await world.BeginAsync();
        world.Store.Outage.Down = true;
        await world.Time.PassAsync(Timeout + TimeSpan.FromSeconds(20));

        world.Store.Outage.Down = false;
        await world.Time.PassAsync(TimeSpan.FromSeconds(40));

        await world.IsOverAsync(id);
        Assert.Equal(ApprovalState.Expired, (await world.GetAsync(id)).State);
    }

    [Fact]
    public async Task DecideAsync_ByTwoAtOnce_LetsOneThroughAndTellsTheOther()
    {
        await using var world = new FlowWorld();
        var id = await world.BeginAsync();

        var changes = await Task.WhenAll(world.DecideAsync(id, approves: true), world.DecideAsync(id, approves: false));

        Assert.Single(changes, change => change is ApprovalChange.Done);
        Assert.Single(changes, change => change is ApprovalChange.Illegal { Why: var why } && why.Contains("only a pending one", StringComparison.Ordinal));
    }
}
