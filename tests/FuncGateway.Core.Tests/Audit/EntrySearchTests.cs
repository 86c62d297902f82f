using System.Globalization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

public sealed class EntrySearchTests
{
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task FindAsync_OfAnEntry_HasItsEndingOrSaysUnknown()
    {
        var ended = await _bench.CallAsync("ended");
        var open = _bench.NewCall("open");
        await _bench.Log.WriteAsync(open);
        var refused = _bench.NewCall("refused") with { Outcome = AuditOutcome.Refused };
        await _bench.Log.WriteAsync(refused);

        Assert.Equal(AuditOutcome.Answered, (await FindAsync(ended.Id))?.Outcome);
        Assert.Equal(AuditOutcome.Unknown, (await FindAsync(open.Id))?.Outcome);
        Assert.Equal(refused.Id, (await FindAsync(refused.Id))?.Id);
    }

    [Fact]
    public async Task FindAsync_OfAnotherStreamOrNothing_IsNull()
    {
        var action = _bench.NewAction();
        await _bench.Log.WriteAsync(action);

        Assert.Null(await FindAsync(action.Id));
        Assert.Null(await FindAsync(AuditLog.NewId(_bench.Time.GetUtcNow())));
        Assert.Null(await FindAsync(Ulid.MaxValue.ToString()));
    }

    [Fact]
    public async Task FindAsync_OfAnEntryBeyondTheEndOfItsChain_IsNull()
    {
        await _bench.CallAsync("first");
        await _bench.CallAsync("second");
        var beyond = await _bench.CallAsync("third");
        var written = _bench.Store.Blocks.Where(block => block.ReadLines().Any(line => line.Contains("second", StringComparison.Ordinal))).ToArray();
        Assert.NotNull(await FindAsync(beyond.Id));
        await _bench.Chains.RunAsync(default);
        var record = _bench.Store.Register.Single();
        _bench.Store.Put(record with { State = ChainState.Closed, Blocks = written[0].Number });

        Assert.Null(await FindAsync(beyond.Id));
    }

    private Task<AuditEntry?> FindAsync(string id) => new EntrySearch(_bench.Store).FindAsync(AuditStream.Calls, Ulid.Parse(id, CultureInfo.InvariantCulture), default);
}
