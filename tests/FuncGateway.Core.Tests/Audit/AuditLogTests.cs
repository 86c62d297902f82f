using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditLogTests
{
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task WriteAsync_WhileATransactionIsUnderWay_GathersWhatArrivesForTheNext()
    {
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var writes = Enumerable.Range(0, 250).Select(_ => _bench.Log.WriteAsync(_bench.NewCall())).ToArray();
        Assert.All(writes, write => Assert.False(write.IsCompleted));

        _bench.Store.Outage.Held = null;
        held.SetResult();

        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Equal(1, _bench.Store.MostAtOnce);
        Assert.Equal(250, _bench.Store.Transactions.Sum());
        Assert.All(_bench.Store.Transactions, rows => Assert.InRange(rows, 1, AuditChain.MaxRows));
        Assert.InRange(_bench.Store.Transactions.Count, 3, 4);
    }

    [Fact]
    public async Task WriteAsync_BeforeAnswer_EndsWhenTheRecordIsStored()
    {
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var write = _bench.Log.WriteAsync(_bench.NewCall());
        Assert.Empty(_bench.Store.Rows);

        held.SetResult();

        Assert.True(await write);
        Assert.Single(_bench.Store.Rows);
    }

    [Fact]
    public async Task WriteAsync_WhenTheStoreDoesNotAnswer_SaysNoAndIsStoredLater()
    {
        _bench.Store.Outage.Down = true;
        Assert.False(await _bench.Time.PassUntilAsync(_bench.Log.WriteAsync(_bench.NewCall("lost"))));
        Assert.True(_bench.Log.IsBehind(_bench.NewCall()));

        _bench.Store.Outage.Down = false;
        Assert.True(await _bench.Time.PassUntilAsync(_bench.Log.WriteAsync(_bench.NewCall("next"))));

        Assert.False(_bench.Log.IsBehind(_bench.NewCall()));
        Assert.Equal(["lost", "next"], (await _bench.ListAsync()).Cast<CallEntry>().Select(call => call.Tool).Order(StringComparer.Ordinal));
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task WriteAsync_WhenAnAnswerIsLost_StoresTheRecordOnce()
    {
        await _bench.CallAsync();
        _bench.Store.LosesAnswers = true;
        var write = _bench.Log.WriteAsync(_bench.NewCall());
        await _bench.Changed.UntilAsync(() => _bench.Store.Rows.Count == 3);
        _bench.Store.LosesAnswers = false;

        Assert.True(await _bench.Time.PassUntilAsync(write));
        Assert.Equal(3, _bench.Store.Rows.Count);
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task WriteAsync_WithinOneSecond_DoesNotWaitUntilTheStoreIsBehind()
    {
        var bench = new AuditBench(options: new AuditOptions { Durability = AuditDurability.WithinOneSecond, WriteTimeout = TimeSpan.FromSeconds(1) });
        bench.Store.Outage.Down = true;

        Assert.True(await bench.Log.WriteAsync(bench.NewCall()));
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await bench.Time.PassUntilAsync(bench.Log.WriteAsync(bench.NewCall())));
    }

    [Fact]
    public async Task WriteAsync_WhenOff_StoresNothing()
    {
        var bench = new AuditBench(options: new AuditOptions { Durability = AuditDurability.Off });
        bench.Store.Outage.Down = true;

        Assert.True(await bench.Log.WriteAsync(bench.NewCall()));
        Assert.Equal(0, bench.Store.Outage.Asked);
    }

    [Fact]
    public async Task WriteAsync_AfterAnotherClosedTheChain_BeginsANewOneAndLosesNothing()
    {
        await _bench.CallAsync();
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        _bench.Time.Advance(ChainMaintenance.DeadAfter + TimeSpan.FromSeconds(1));
        await other.Chains.RunAsync(default);
        Assert.Equal(ChainState.Closed, _bench.Store.Register.Single().State);

        await _bench.CallAsync();

        Assert.Equal(2, (await _bench.ListAsync()).Count);
        Assert.Equal(2, _bench.Store.Heads.Count);
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task StopAsync_WithRecordsUnderWay_WritesThemAndClosesTheChains()
    {
        var write = _bench.Log.WriteAsync(_bench.NewCall());
        await _bench.Log.WriteAsync(_bench.NewAction());

        await _bench.Chains.StopAsync(default);

        Assert.True(await write);
        Assert.Equal([ChainState.Closed, ChainState.Closed], _bench.Store.Register.Select(record => record.State));
        Assert.All(_bench.Store.Heads, head => Assert.True(head.IsClosed));
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task EndAsync_OnTheNextDay_StandsBesideItsBeginning()
    {
        var call = _bench.NewCall();
        await _bench.Log.WriteAsync(call);
        _bench.Time.Advance(TimeSpan.FromDays(1));
        await _bench.Chains.RunAsync(default);

        await _bench.Log.EndAsync(call, new AuditEnding(AuditOutcome.Error));

        Assert.Equal(AuditOutcome.Error, (await _bench.ListAsync()).Single().Outcome);
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task RefusedCounts_OfAMinute_AreOneEntryForEachServer()
    {
        var counts = new RefusedCounts(_bench.Log, _bench.Time);
        for (var number = 0; number < 3; number++)
        {
            counts.AddUnauthenticated(Samples.ServerIdOf("jobs"));
        }

        counts.AddOtherServer(Samples.ServerIdOf("jobs"));
        await counts.WriteAsync(_bench.Time.GetUtcNow());
        Assert.Empty(await _bench.ListAsync());
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await counts.WriteAsync(_bench.Time.GetUtcNow());

        var recorded = (await _bench.ListAsync()).Cast<CallEntry>().Select(entry => (entry.Outcome, entry.Count)).Order();
        Assert.Equal([(AuditOutcome.Unauthenticated, 3), (AuditOutcome.OtherServer, 1)], recorded);
    }

    [Fact]
    public async Task RefusedCounts_OfVeryManyServers_TellSoManyApart()
    {
        var counts = new RefusedCounts(_bench.Log, _bench.Time);
        for (var number = 0; number < 1_000; number++)
        {
            counts.AddUnauthenticated(Samples.ServerIdOf($"s{number}"));
        }

        await counts.WriteAsync(DateTimeOffset.MaxValue);

        var recorded = (await _bench.ListAsync()).Cast<CallEntry>().ToArray();
        Assert.Equal((101, 1_000), (recorded.Length, recorded.Sum(entry => entry.Count)));
    }

    [Fact]
    public async Task WriteAsync_AfterADefectInTheWriter_SaysNoAndTheNextRecordIsStored()
    {
        await _bench.CallAsync("first");
        _bench.Store.Outage.Defect = new InvalidOperationException("A defect.");
        var writes = Enumerable.Range(0, 250).Select(_ => _bench.Log.WriteAsync(_bench.NewCall("lost"))).ToArray();

        Assert.All(await Task.WhenAll(writes), Assert.False);
        Assert.Contains(_bench.Logged.Lines, line => line.StartsWith("Critical: Writing audit chain calls/2026-11-02/", StringComparison.Ordinal));

        _bench.Store.Outage.Defect = null;
        Assert.True(await _bench.Log.WriteAsync(_bench.NewCall("next")));
        Assert.Equal(["first", "next"], (await _bench.ListAsync()).Cast<CallEntry>().Select(call => call.Tool).Order(StringComparer.Ordinal));
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task Maintenance_AfterADefect_GoesOn()
    {
        using var maintenance = new AuditMaintenance(_bench.Log, _bench.Chains, new RefusedCounts(_bench.Log, _bench.Time), _bench.Time, new LoggerFactory([_bench.Logged]).CreateLogger<AuditMaintenance>());
        await _bench.CallAsync();
        _bench.Store.Outage.Defect = new InvalidOperationException("A defect.");
        await maintenance.StartAsync(default);
        await Eventually.Async(() => _bench.Logged.Lines.Any(line => line.StartsWith("Critical: Audit maintenance failed", StringComparison.Ordinal)));

        _bench.Store.Outage.Defect = null;
        await _bench.Time.PassUntilAsync(() => _bench.Store.Register.Any(record => record.Sequence > 0));

        await maintenance.StopAsync(default);
        Assert.All(_bench.Store.Register, record => Assert.Equal(ChainState.Closed, record.State));
    }
}
