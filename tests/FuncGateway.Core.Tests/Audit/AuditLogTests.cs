using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditLogTests
{
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task WriteAsync_WhileABlockIsUnderWay_GathersWhatArrivesForTheNext()
    {
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var writes = Enumerable.Range(0, 250).Select(_ => _bench.Log.WriteAsync(_bench.NewCall())).ToArray();
        Assert.All(writes, write => Assert.False(write.IsCompleted));

        _bench.Store.Outage.Held = null;
        held.SetResult();

        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Equal(250, _bench.Store.Lines.Count);
        Assert.InRange(_bench.Store.Blocks.Count, 1, 6);
    }

    [Fact]
    public async Task WriteAsync_AfterABlockOfSeveralRequests_WaitsForAsManyToShareTheNextOne()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await WriteTogetherAsync(7);
            var before = _bench.Store.Blocks.Count;
            var first = _bench.Log.WriteAsync(_bench.NewCall());
            Thread.SpinWait(1_000);
            await Task.WhenAll(WriteTogetherAsync(6), first);

            // The others can come too late if this thread is interrupted, but not every time.
            if (_bench.Store.Blocks.Count == before + 1)
            {
                return;
            }
        }

        Assert.Fail("The first request was never stored together with the others.");
    }

    [Fact]
    public async Task WriteAsync_AfterABlockOfSeveralRequests_IsStoredThoughNoOtherFollows()
    {
        await WriteTogetherAsync(7);

        Assert.True(await _bench.Log.WriteAsync(_bench.NewCall()));

        Assert.Equal(8, _bench.Store.Lines.Count);
    }

    [Fact]
    public async Task WriteAsync_WhenMuchIsWaiting_SendsUpToFourBlocksAtOnceAndAnswersInTheirOrder()
    {
        var gates = Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource()).ToArray();
        await _bench.Log.WriteAsync(_bench.NewCall());
        _bench.Store.BeforeAdd = block => gates[block.Number].Task;
        var first = _bench.Log.WriteAsync(_bench.NewCall());
        var others = Enumerable.Range(0, 4 * AuditBlock.MaxRecords).Select(_ => _bench.Log.WriteAsync(_bench.NewCall())).ToArray();
        await Eventually.Async(() => _bench.Store.MostAtOnce == AuditChain.MaxUnderWay);

        // The second block is stored last. Until then nothing in the others counts as stored.
        foreach (var gate in gates[3..6])
        {
            gate.SetResult();
        }

        await Eventually.Async(() => _bench.Store.Blocks.Count == AuditChain.MaxUnderWay);
        Assert.False(first.IsCompleted);
        Assert.All(others, write => Assert.False(write.IsCompleted));
        Assert.All(_bench.Store.Blocks, block => Assert.Equal(Math.Min(block.Number - 1, 1), BlockDetails.Read(block.Details)?.Stored));
        Assert.Equal(3, (await _bench.Verification.RunAsync(default)).UnfinishedBlocks);
        Assert.Single(await _bench.ListAsync());

        foreach (var gate in gates[2..3].Concat(gates[6..]))
        {
            gate.SetResult();
        }

        Assert.All(await Task.WhenAll(others.Append(first)), Assert.True);
        Assert.Equal(AuditChain.MaxUnderWay, _bench.Store.MostAtOnce);
        Assert.Equal(others.Length + 2, (await _bench.ListAsync()).Count);
        var report = await _bench.Verification.RunAsync(default);
        Assert.Equal((true, 0), (report.Ok, report.UnfinishedBlocks));
    }

    [Fact]
    public async Task WriteAsync_OfMoreThanFitsInABlock_IsDivided()
    {
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var text = new string('x', 30_000);
        var writes = Enumerable.Range(0, 100).Select(_ => _bench.Log.WriteAsync(_bench.NewCall() with { Message = text })).ToArray();
        _bench.Store.Outage.Held = null;
        held.SetResult();

        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.All(_bench.Store.Blocks, block => Assert.InRange(block.Lines.Length, 1, AuditBlock.MaxBytes));
        Assert.Equal(100, _bench.Store.Lines.Count);
    }

    [Fact]
    public async Task EndLater_OfACall_IsStoredWithTheNextRecord()
    {
        var bench = new AuditBench(options: new AuditOptions());
        var call = bench.NewCall("first");
        Assert.True(await bench.Log.WriteAsync(call));
        bench.Log.EndLater(call, new AuditEnding(AuditOutcome.Answered));
        Assert.True(await bench.Log.WriteAsync(bench.NewCall("second")));

        Assert.Equal([1, 2], bench.Store.Blocks.Select(block => block.ReadLines().Count()));
        Assert.Contains(await bench.ListAsync(), entry => entry.Outcome == AuditOutcome.Answered);
    }

    [Fact]
    public async Task EndLater_WhenNoRecordFollows_IsStoredAfterTheDelay()
    {
        var bench = new AuditBench(options: new AuditOptions());
        var call = bench.NewCall();
        Assert.True(await bench.Log.WriteAsync(call));
        bench.Log.EndLater(call, new AuditEnding(AuditOutcome.Answered));
        Assert.Single(bench.Store.Blocks);

        bench.Time.Advance(bench.Options.OutcomeDelay);

        await Eventually.Async(() => bench.Store.Blocks.Count == 2);
        Assert.Equal(AuditOutcome.Answered, Assert.Single(await bench.ListAsync()).Outcome);
        Assert.False(bench.Log.IsBehind(call));
    }

    [Fact]
    public async Task StopAsync_WithAnOutcomeThatWaits_StoresIt()
    {
        var bench = new AuditBench(options: new AuditOptions());
        var call = bench.NewCall();
        await bench.Log.WriteAsync(call);
        bench.Log.EndLater(call, new AuditEnding(AuditOutcome.Answered));

        await bench.Chains.StopAsync(default);

        Assert.Equal(AuditOutcome.Answered, Assert.Single(await bench.ListAsync()).Outcome);
        Assert.True((await bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task WriteAsync_BeforeAnswer_EndsWhenTheRecordIsStored()
    {
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var write = _bench.Log.WriteAsync(_bench.NewCall());
        Assert.Empty(_bench.Store.Blocks);

        held.SetResult();

        Assert.True(await write);
        Assert.Single(_bench.Store.Lines);
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
        await _bench.Changed.UntilAsync(() => _bench.Store.Lines.Count == 3);
        _bench.Store.LosesAnswers = false;

        Assert.True(await _bench.Time.PassUntilAsync(write));
        Assert.Equal(3, _bench.Store.Lines.Count);
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
        Assert.Equal(2, _bench.Store.Register.Count);
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
        Assert.Equal([ChainClosing.Ended, ChainClosing.Ended], _bench.Store.Blocks.Select(block => BlockDetails.Read(block.Details)?.Closes).OfType<ChainClosing>());
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
        using var maintenance = _bench.NewMaintenance();
        await _bench.CallAsync();
        _bench.Store.Outage.Defect = new InvalidOperationException("A defect.");
        await maintenance.StartAsync(default);
        await Eventually.Async(() => _bench.Logged.Lines.Any(line => line.StartsWith("Critical: Audit maintenance failed", StringComparison.Ordinal)));

        _bench.Store.Outage.Defect = null;
        await _bench.Time.PassUntilAsync(() => _bench.Store.Register.Any(record => record.Blocks > 0));

        await maintenance.StopAsync(default);
        Assert.All(_bench.Store.Register, record => Assert.Equal(ChainState.Closed, record.State));
    }

    private Task<bool[]> WriteTogetherAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => _bench.Log.WriteAsync(_bench.NewCall())));
}
