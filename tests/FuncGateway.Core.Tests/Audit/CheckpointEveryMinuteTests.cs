using FuncGateway.Testing.Timing;

namespace FuncGateway.Core.Tests.Audit;

public sealed class CheckpointEveryMinuteTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task TwoInstances_InUse_WriteOneCheckpointThatCoversBoth()
    {
        var one = new AuditBench();
        var other = new AuditBench(other: one);
        using var first = one.NewMaintenance();
        using var second = other.NewMaintenance();
        await first.StartAsync(default);
        await second.StartAsync(default);
        await Eventually.Async(() => one.Time.CreatedWith(Minute) == 2);
        await one.CallAsync();
        await other.CallAsync();

        one.Time.Advance(Minute);
        await Eventually.Async(() => one.Store.Register.Count == 2 && one.Store.Register.All(chain => chain.Blocks == 2));
        var listings = one.CheckpointStore.Listings;
        await one.Time.PassUntilAsync(() => one.CheckpointStore.All.Count == 1);
        await one.Time.PassUntilAsync(() => one.CheckpointStore.Listings >= listings + 2);

        Assert.Single(one.CheckpointStore.All);
        Assert.Equal(0, (await one.Verification.RunAsync(default)).BlocksNotYetCheckpointed);
        await first.StopAsync(default);
        await second.StopAsync(default);
    }

    // The last records of a minute of activity are covered although nothing is recorded in the next one.
    [Fact]
    public async Task RecordsAfterTheCheckpoint_AreCoveredInTheNextMinute_AndThenNoneIsWritten()
    {
        var bench = new AuditBench();
        using var maintenance = bench.NewMaintenance();
        await maintenance.StartAsync(default);
        await bench.Time.PassOnceWaitedForAsync(Minute);
        await Eventually.Async(() => bench.Time.CreatedWith(Minute) == 1);
        await bench.CallAsync();
        await bench.Time.PassUntilAsync(() => bench.CheckpointStore.All.Count == 1);
        var listings = bench.CheckpointStore.Listings;

        await bench.Time.PassAsync(3 * Minute);

        Assert.Equal(listings, bench.CheckpointStore.Listings);
        Assert.Equal(0, (await bench.Verification.RunAsync(default)).BlocksNotYetCheckpointed);
        await maintenance.StopAsync(default);
        Assert.Equal(2, bench.CheckpointStore.All.Count);
    }

    // Someone removed it from the register between the registration and the checkpoint.
    [Fact]
    public async Task ChainThatIsNoLongerRegistered_RemainsToBeCovered()
    {
        var bench = new AuditBench();
        using var maintenance = bench.NewMaintenance();
        await bench.CallAsync();
        await maintenance.StartAsync(default);
        await Eventually.Async(() => bench.Chains.Uncovered.List().Count == 1);
        bench.Store.Remove(bench.Store.Register.Single().Chain);

        await bench.Time.PassUntilAsync(() => bench.CheckpointStore.All.Count == 1);
        await bench.Time.PassUntilAsync(() => bench.Logged.Lines.Any(line => line.Contains("does not cover", StringComparison.Ordinal)));

        Assert.Single(bench.Chains.Uncovered.List());
        await maintenance.StopAsync(default);
    }

    // What an instance could not have covered remains to be covered.
    [Fact]
    public async Task Checkpoint_ThatFails_IsWrittenInTheNextMinute()
    {
        var bench = new AuditBench();
        using var maintenance = bench.NewMaintenance();
        await bench.CallAsync();
        bench.CheckpointStore.Outage.Down = true;
        await maintenance.StartAsync(default);
        await bench.Time.PassUntilAsync(() => bench.Logged.Lines.Any(line => line.Contains("was postponed", StringComparison.Ordinal)));

        bench.CheckpointStore.Outage.Down = false;
        await bench.Time.PassUntilAsync(() => bench.CheckpointStore.All.Count == 1);

        await maintenance.StopAsync(default);
    }
}
