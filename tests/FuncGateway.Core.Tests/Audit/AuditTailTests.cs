using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditTailTests
{
    private static readonly AuditQuery Calls = new(AuditStream.Calls);
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task ReadAsync_AfterThePresent_HasWhatCameSinceOldestFirstAndOnce()
    {
        await _bench.CallAsync("before");
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        var expected = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            expected.Add((await (number % 2 == 0 ? _bench : other).CallAsync($"t{number}")).Id);
        }

        var first = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);
        var second = await _bench.Tail.ReadAsync(Calls, first.Cursor, 100, default);

        Assert.Equal(expected, first.Entries.Select(entry => entry.Id));
        Assert.All(first.Entries, entry => Assert.Equal(AuditOutcome.Answered, entry.Outcome));
        Assert.Empty(second.Entries);
    }

    [Fact]
    public async Task ReadAsync_OfABlockThatIsStoredLate_ReturnsItThoughNewerOnesWereRead()
    {
        var late = new AuditBench(_bench.Store, time: _bench.Time);
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var held = new TaskCompletionSource();
        _bench.Store.BeforeAdd = block => block.ReadLines().Any(line => line.Contains("\"tool\":\"late\"", StringComparison.Ordinal)) ? held.Task : Task.CompletedTask;
        var writing = late.CallAsync("late");
        await _bench.Changed.UntilAsync(() => _bench.Store.MostAtOnce > 0);
        _bench.Time.Advance(TimeSpan.FromSeconds(30));
        await _bench.CallAsync("on time");

        var before = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);
        held.SetResult();
        await writing;
        var after = await _bench.Tail.ReadAsync(Calls, before.Cursor, 100, default);

        Assert.Equal(["on time"], ToolsOf(before));
        Assert.Equal(["late"], ToolsOf(after));
    }

    [Fact]
    public async Task ReadAsync_OfBlocksBeyondAGap_WaitsForTheOneBetween()
    {
        await _bench.CallAsync("first");
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        await _bench.CallAsync("second");
        await _bench.CallAsync("third");
        var between = _bench.Store.Blocks.First(block => block.ReadLines().Any(line => line.Contains("second", StringComparison.Ordinal)));
        _bench.Store.Remove(between);

        var before = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);
        _bench.Store.Put(between);
        var after = await _bench.Tail.ReadAsync(Calls, before.Cursor, 100, default);

        Assert.Empty(before.Entries);
        Assert.Equal(["second", "third"], ToolsOf(after).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(600)]
    public async Task ReadAsync_OfAnEntryInProgress_HasNoOutcomeAndIsReturnedAgainWhenItEnds(int callsBetween)
    {
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var call = _bench.NewCall("slow");
        await _bench.Log.WriteAsync(call);
        for (var number = 0; number < callsBetween; number++)
        {
            await _bench.CallAsync($"t{number}");
        }

        var begun = await _bench.Tail.ReadAsync(Calls with { Tool = "slow" }, cursor, 100, default);
        await _bench.Log.EndAsync(call, new AuditEnding(AuditOutcome.Error) { LatencyMs = 7 });
        var ended = await _bench.Tail.ReadAsync(Calls, begun.Cursor, 100, default);
        var filtered = await _bench.Tail.ReadAsync(Calls with { Tool = "slow", Outcome = AuditOutcome.Error }, begun.Cursor, 100, default);

        Assert.Null(Assert.Single(begun.Entries).Outcome);
        Assert.Equal((call.Id, AuditOutcome.Error, 7), (Assert.Single(ended.Entries).Id, ended.Entries[0].Outcome, ended.Entries[0].LatencyMs));
        Assert.Equal(call.Id, Assert.Single(filtered.Entries).Id);
    }

    [Fact]
    public async Task ReadAsync_OfAnEntryThatEndsInAnotherChain_ReturnsItWithItsEnding()
    {
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var call = _bench.NewCall("slow");
        await _bench.Log.WriteAsync(call);
        var begun = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        await other.Log.EndAsync(call, new AuditEnding(AuditOutcome.Answered));

        var ended = await _bench.Tail.ReadAsync(Calls, Sent(begun.Cursor), 100, default);

        Assert.Null(Assert.Single(begun.Entries).Outcome);
        Assert.Equal((call.Id, AuditOutcome.Answered), (Assert.Single(ended.Entries).Id, ended.Entries[0].Outcome));
    }

    [Fact]
    public async Task ReadAsync_OfAnEntryWhoseChainWasClosedLongAgo_ReturnsItWithItsEnding()
    {
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var call = _bench.NewCall("stream");
        await _bench.Log.WriteAsync(call);
        _bench.Log.Stop();
        await _bench.Chains.RunAsync(default);
        cursor = (await _bench.Tail.ReadAsync(Calls, cursor, 100, default)).Cursor;
        _bench.Time.Advance(TimeSpan.FromHours(2));
        cursor = (await _bench.Tail.ReadAsync(Calls, Sent(cursor), 100, default)).Cursor;
        Assert.Empty(cursor.Places);
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        await other.Log.EndAsync(call, new AuditEnding(AuditOutcome.Answered));

        var ended = await _bench.Tail.ReadAsync(Calls, Sent(cursor), 100, default);

        Assert.Equal((call.Id, AuditOutcome.Answered), (Assert.Single(ended.Entries).Id, ended.Entries[0].Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_OfALongRequestBesideABusyChain_ReturnsTheEndingsOfBoth(bool isFirstBusy)
    {
        AuditBench[] instances = [_bench, new AuditBench(_bench.Store, time: _bench.Time)];
        var (busy, quiet) = isFirstBusy ? (instances[0], instances[1]) : (instances[1], instances[0]);
        var @long = quiet.NewCall("long");
        await quiet.Log.WriteAsync(@long);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        for (var number = 0; number < 5_100; number++)
        {
            await busy.Log.WriteAsync(busy.NewCall() with { Outcome = AuditOutcome.Refused });
        }

        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var @short = busy.NewCall("short");
        await busy.Log.WriteAsync(@short);
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        await busy.Log.EndAsync(@short, new AuditEnding(AuditOutcome.Answered));
        await quiet.Log.EndAsync(@long, new AuditEnding(AuditOutcome.Answered));

        Assert.Equal(["long", "short"], ToolsOf(await _bench.Tail.ReadAsync(Calls, cursor, 100, default)));
    }

    [Fact]
    public async Task ReadAsync_PageByPage_HasEveryEntryOnceAndNoMoreThanAsked()
    {
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var calls = Enumerable.Range(0, 50).Select(number => _bench.NewCall($"t{number}") with { Outcome = AuditOutcome.Refused }).ToArray();
        await Task.WhenAll(calls.Select(_bench.Log.WriteAsync));
        var found = new List<string>();
        TailPage page;
        do
        {
            page = await _bench.Tail.ReadAsync(Calls, Sent(cursor), 7, default);
            cursor = page.Cursor;
            found.AddRange(page.Entries.Select(entry => entry.Id));
            Assert.InRange(page.Entries.Count, 0, 7);
        }
        while (page.Entries.Count > 0);

        Assert.Equal(calls.Select(call => call.Id).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_WhenChainsAreOpenedAndClosed_HasEveryEntryOnce()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var (expected, found, instances) = (new List<string>(), new List<string>(), new List<AuditBench>());
        for (var step = 0; step < 60; step++)
        {
            instances.Add(new AuditBench(_bench.Store, time: _bench.Time));
            var writer = instances[random.Next(instances.Count)];
            expected.Add((await writer.CallAsync()).Id);
            if (random.Next(3) == 0)
            {
                writer.Log.Stop();
                await writer.Chains.RunAsync(default);
                instances.Remove(writer);
            }

            // Of entries of the same time, any may come first.
            _bench.Time.Advance(TimeSpan.FromMinutes(1 + random.Next(40)));
            if (random.Next(2) == 0)
            {
                var page = await _bench.Tail.ReadAsync(Calls, Sent(cursor), 1_000, default);
                cursor = page.Cursor;
                found.AddRange(page.Entries.Select(entry => entry.Id));
            }
        }

        found.AddRange((await _bench.Tail.ReadAsync(Calls, Sent(cursor), 1_000, default)).Entries.Select(entry => entry.Id));
        Assert.True(expected.SequenceEqual(found), $"seed {seed}: {expected.Count} written, {found.Count} read");
    }

    [Fact]
    public async Task ReadAsync_WhenNothingCame_ReadsNoBlocksOfTheDay()
    {
        for (var number = 0; number < 40; number++)
        {
            await _bench.CallAsync();
        }

        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        var asked = _bench.Store.Outage.Asked;
        var page = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);

        Assert.Empty(page.Entries);
        // The register, and the only open chain beyond its end.
        Assert.Equal(asked + 2, _bench.Store.Outage.Asked);
        Assert.Equal(cursor.Places, page.Cursor.Places);
    }

    [Fact]
    public async Task ReadAsync_LongAfterAChainWasClosed_NamesItNoMoreAndDoesNotReturnItAgain()
    {
        var cursor = await _bench.Tail.FindEndAsync(AuditStream.Calls, default);
        await _bench.CallAsync("old");
        _bench.Log.Stop();
        await _bench.Chains.RunAsync(default);
        cursor = (await _bench.Tail.ReadAsync(Calls, cursor, 100, default)).Cursor;
        Assert.Single(cursor.Places);
        _bench.Time.Advance(TimeSpan.FromHours(2));

        var later = await _bench.Tail.ReadAsync(Calls, cursor, 100, default);
        var last = await _bench.Tail.ReadAsync(Calls, later.Cursor, 100, default);

        Assert.Empty(later.Cursor.Places);
        Assert.Empty(later.Entries.Concat(last.Entries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("calls")]
    [InlineData("calls.x")]
    [InlineData("other.5")]
    [InlineData("calls.5.short")]
    [InlineData("calls.5.AAAAAAAA")]
    [InlineData("calls.5.AAAAAAAA1-2-3")]
    [InlineData("calls.5.AAAAAAAA1.AAAAAAAA2")]
    [InlineData("calls.99999999999999999999")]
    [InlineData("calls.9223372036854775807")]
    public void TryParse_OfWhatIsNoCursor_IsFalse(string text) => Assert.False(TailCursor.TryParse(text, out _));

    // As a client returns it.
    private static TailCursor Sent(TailCursor cursor)
    {
        Assert.True(TailCursor.TryParse(cursor.ToString(), out var parsed));
        Assert.Equal(cursor.Places, parsed.Places);
        return parsed;
    }

    private static IEnumerable<string?> ToolsOf(TailPage page) => page.Entries.Cast<CallEntry>().Select(call => call.Tool);
}
