using System.Text;
using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditReaderTests
{
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task PageAsync_PageByPage_HasEveryEntryOnceTheNewestFirst()
    {
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        var expected = new List<string>();
        for (var number = 0; number < 25; number++)
        {
            expected.Insert(0, (await (number % 2 == 0 ? _bench : other).CallAsync()).Id);
            _bench.Time.Advance(TimeSpan.FromHours(5));
        }

        var (found, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await _bench.Reader.PageAsync(new(AuditStream.Calls, After: cursor), 4, default);
            found.AddRange(page.Entries.Select(entry => entry.Id));
            cursor = page.Cursor;
            Assert.InRange(page.Entries.Count, 1, 4);
        }
        while (cursor is not null);

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task PageAsync_OfARareOutcome_StopsAfterSoManyAndGoesOn()
    {
        await _bench.CallAsync("rare");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, AuditReader.MaxScanned).Select(_ => _bench.Log.WriteAsync(_bench.NewCall("other") with { Outcome = AuditOutcome.Refused })));

        var first = await _bench.Reader.PageAsync(new(AuditStream.Calls, Outcome: AuditOutcome.Answered), 10, default);
        Assert.Empty(first.Entries);
        Assert.NotNull(first.Cursor);

        var second = await _bench.Reader.PageAsync(new(AuditStream.Calls, Outcome: AuditOutcome.Answered, After: first.Cursor), 10, default);
        Assert.Single(second.Entries);
        Assert.Null(second.Cursor);
    }

    [Fact]
    public async Task PageAsync_OfARareTool_FindsItByTheFiltersOfBlocks()
    {
        var rare = await _bench.CallAsync("rare");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, AuditReader.MaxScanned).Select(_ => _bench.Log.WriteAsync(_bench.NewCall("other") with { Outcome = AuditOutcome.Refused })));

        var page = await _bench.Reader.PageAsync(new(AuditStream.Calls, Tool: "rare"), 10, default);

        Assert.Equal((rare.Id, AuditOutcome.Answered), (Assert.Single(page.Entries).Id, page.Entries[0].Outcome ?? default));
        Assert.Null(page.Cursor);
    }

    [Fact]
    public async Task ListAsync_WithFilters_HasWhatMatchesAllOfThem()
    {
        await _bench.Log.WriteAsync(_bench.NewCall("a", "s1") with { Grant = "g1", Verdict = AuditVerdict.Deny, Outcome = AuditOutcome.Refused });
        await _bench.Log.WriteAsync(_bench.NewCall("b", "s1") with { Grant = "g2", Verdict = AuditVerdict.Limited, Outcome = AuditOutcome.Refused });
        await _bench.Log.WriteAsync(_bench.NewCall("b", "s2") with { Grant = "g2", Verdict = AuditVerdict.Hold, Outcome = AuditOutcome.Pending });

        Assert.Equal(3, await CountAsync(new(AuditStream.Calls)));
        Assert.Equal(2, await CountAsync(new(AuditStream.Calls, Server: "s1")));
        Assert.Equal(2, await CountAsync(new(AuditStream.Calls, Grant: "g2")));
        Assert.Equal(2, await CountAsync(new(AuditStream.Calls, Tool: "b")));
        Assert.Equal(1, await CountAsync(new(AuditStream.Calls, Verdict: AuditVerdict.Hold)));
        Assert.Equal(1, await CountAsync(new(AuditStream.Calls, Verdict: AuditVerdict.Limited)));
        Assert.Equal(2, await CountAsync(new(AuditStream.Calls, Outcome: AuditOutcome.Refused)));
        Assert.Equal(1, await CountAsync(new(AuditStream.Calls, Server: "s1", Tool: "b")));
        Assert.Equal(0, await CountAsync(new(AuditStream.Admin)));
    }

    [Fact]
    public async Task ListAsync_OfASpan_HasItsBeginningAndNotItsEnd()
    {
        var start = _bench.Time.GetUtcNow();
        for (var day = 0; day < 4; day++)
        {
            await _bench.CallAsync($"day{day}");
            _bench.Time.Advance(TimeSpan.FromDays(1));
        }

        var found = await _bench.ListAsync(new(AuditStream.Calls, From: start.AddDays(1), To: start.AddDays(3)));

        Assert.Equal(["day2", "day1"], found.Cast<CallEntry>().Select(call => call.Tool));
    }

    [Fact]
    public async Task ListAsync_OfABegunEntry_JoinsItsEndingOrSaysUnknown()
    {
        var ended = await _bench.CallAsync("ended");
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await _bench.Log.WriteAsync(_bench.NewCall("open"));

        var found = (await _bench.ListAsync()).Cast<CallEntry>().ToArray();

        Assert.Equal([("open", AuditOutcome.Unknown, null), ("ended", AuditOutcome.Answered, 200)], found.Select(call => (call.Tool ?? "", call.Outcome ?? default, call.UpstreamStatus)));
        Assert.Equal(ended.At, found[1].At);
    }

    [Fact]
    public async Task ListAsync_OfAChangedRecord_SaysThatItCannotBeReadAndShowsTheOthers()
    {
        await _bench.CallAsync("first");
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await _bench.CallAsync("second");
        var block = _bench.Store.Blocks[0];
        _bench.Store.Put(block with { Lines = Encoding.UTF8.GetBytes("{\n" + block.ReadLines().Single()) });

        var outcomes = (await _bench.ListAsync()).Select(entry => entry.Outcome ?? default).Order();

        Assert.Equal([AuditOutcome.Answered, AuditOutcome.Answered, AuditOutcome.Unreadable], outcomes);
    }

    private async Task<int> CountAsync(AuditQuery query) => (await _bench.ListAsync(query)).Count;
}
