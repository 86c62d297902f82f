using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditRetentionTests
{
    private readonly AuditBench _bench = new(options: new AuditOptions { Retention = TimeSpan.FromDays(7) });

    [Fact]
    public async Task RunAsync_OfOldDays_DeletesThemWholeAndSaysSo()
    {
        await WriteDaysAsync(10);

        var deleted = await _bench.Retention.RunAsync(default);

        var firstKept = _bench.Time.GetUtcNow().Date.AddDays(-7);
        Assert.Equal(6, deleted);
        Assert.All(await _bench.ListAsync(), entry => Assert.True(entry.At.UtcDateTime >= firstKept));
        Assert.Equal(7, (await _bench.ListAsync()).Count);
        var said = (await _bench.ListAsync(new(AuditStream.Admin))).Cast<AdminEntry>().ToArray();
        Assert.Equal(3, said.Length);
        Assert.All(said, entry => Assert.Equal(("(gateway)", "removeAuditDay", AuditOutcome.Done, "2 records"), (entry.Who, entry.Action, entry.Outcome ?? default, entry.Result ?? "")));
        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
    }

    [Fact]
    public async Task RunAsync_Twice_DeletesNothingMore()
    {
        await WriteDaysAsync(10);
        await _bench.Retention.RunAsync(default);

        Assert.Equal(0, await _bench.Retention.RunAsync(default));
    }

    [Fact]
    public async Task RunAsync_ThatWasInterrupted_LeavesALogWithoutProblemsAndGoesOn()
    {
        await WriteDaysAsync(10);
        foreach (var record in _bench.Store.Register.Where(record => record.State == ChainState.Closed).Take(1))
        {
            // The day was marked as removed, but the process died before deleting it.
            _bench.Store.Put(record with { State = ChainState.Removed });
            _bench.Store.Remove(_bench.Store.Blocks.First(block => block.Chain == record.Chain));
        }

        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
        Assert.Equal(5, await _bench.Retention.RunAsync(default));
        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
    }

    [Fact]
    public async Task RunAsync_WhileAnOldDayIsStillWritten_KeepsTheDaysAfterItToo()
    {
        await WriteDaysAsync(10);
        var oldest = _bench.Store.Register.First(record => record.Chain.Stream == AuditStream.Calls);
        _bench.Store.Put(oldest with { State = ChainState.Open, SeenAt = _bench.Time.GetUtcNow() });

        Assert.Equal(0, await _bench.Retention.RunAsync(default));

        _bench.Time.Advance(ChainMaintenance.DeadAfter * 2);
        Assert.Equal(6, await _bench.Retention.RunAsync(default));
        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
    }

    [Fact]
    public async Task RunAsync_WhenTheLogCannotSaySo_DeletesNothing()
    {
        await WriteDaysAsync(10);
        var blocks = _bench.Store.Blocks.Count;
        _bench.Store.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _bench.Retention.RunAsync(default));

        Assert.Equal(blocks, _bench.Store.Blocks.Count);
    }

    [Fact]
    public async Task RetiredPolicy_IsDeletedOnlyWhenNoKeptEntryCanNameIt()
    {
        var retention = new PolicyRetention(_bench.Policies, _bench.Options, _bench.Time);
        var revision = Samples.NewRevision(Samples.NewServerId(), Samples.NewPolicyId(), 1);
        await _bench.Policies.AddAsync(revision, default);
        await _bench.Policies.RetireAsync(revision.Server, revision.Policy, 1, _bench.Time.GetUtcNow(), default);

        // The day of the retirement is kept until seven whole days have passed.
        _bench.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await retention.RunAsync(default));
        _bench.Time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(1, await retention.RunAsync(default));
    }

    private async Task WriteDaysAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await _bench.CallAsync();
            await _bench.Chains.RunAsync(default);
            _bench.Time.Advance(TimeSpan.FromDays(1));
        }

        await _bench.Chains.RunAsync(default);
    }
}
