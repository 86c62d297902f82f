using System.Text.Json.Nodes;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly InMemoryCheckpointSource _source = new();
    private readonly InMemoryCheckpointStore _store = new();
    private readonly InMemoryCheckpointKey _key = new();
    private readonly RecordingLogger<CheckpointWriter> _log = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task RunAsync_OfTheFirst_StatesTheChainsOfTodayAndYesterdayInTheFormat()
    {
        _source.Set(new($"calls/{Day(0)}/W2", 0, "name", Closed: false));
        _source.Set(new($"admin/{Day(-1)}/W1", 3, "abc", Closed: true, Samples.Noon.AddDays(-1).AddMilliseconds(5)));
        _source.Set(new($"calls/{Day(-2)}/W0", 9, "old", Closed: true));

        var written = await Writer(_store).RunAsync(CheckpointNeeds.Another, default);

        Assert.Equal(written, await _store.FindAsync(1, default));
        Assert.Equal(
            $$"""{"format":"funcgateway-checkpoint-1","number":1,"at":"{{Samples.Noon:yyyy-MM-ddTHH:mm:ss}}+00:00","previous":"{{new string('0', 64)}}","chains":[{"chain":"admin/{{Day(-1)}}/W1","blocks":3,"hash":"abc","closed":true,"to":"{{Samples.Noon.AddDays(-1):yyyy-MM-ddTHH:mm:ss}}.005+00:00"},{"chain":"calls/{{Day(0)}}/W2","blocks":0,"hash":"name","closed":false}]}""",
            Text(written?.Content));
        Assert.Equal(["number", "content", "key", "signature"], JsonNode.Parse(written?.Write() ?? "")?.AsObject().Select(each => each.Key));
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_OfMany_ChainsThemAndNeverGoesBackInTime()
    {
        var chain = _source.Set(new($"calls/{Day(0)}/W", 1, "h1", Closed: false));
        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
        _key.Rotate();
        _source.Set(chain with { Blocks = 2, Hash = "h2" });
        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);

        // An instance whose clock is behind.
        var behind = new CheckpointWriter(_source, Signed(_store), new FakeTimeProvider(Samples.Noon.AddSeconds(-7)), _log, _key);
        await behind.RunAsync(CheckpointNeeds.Another, default);

        Assert.Equal([1, 2, 3], _store.All.Select(each => each.Number));
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_WhenAnotherInstanceIsFirstAndCoversTheNeed_LeavesItAtThat()
    {
        var need = new CheckpointNeed.Covering([_source.Set(new($"calls/{Day(0)}/W", 1, "h1", Closed: false))]);
        Checkpoint? others = null;
        var store = new RacedStore(_store, async () => others ??= await Writer(_store).RunAsync(need, default));

        var last = await Writer(store).RunAsync(need, default);

        Assert.NotNull(others);
        Assert.Equal(others, last);
        Assert.Single(_store.All);
    }

    [Fact]
    public async Task RunAsync_WhenTheOtherInstancesCheckpointDoesNotCoverTheNeed_WritesTheNextOne()
    {
        var chain = new CheckpointChain($"calls/{Day(0)}/W", 1, "h1", Closed: false);
        Checkpoint? others = null;
        var slow = new RacedStore(_store, async () =>
        {
            others ??= await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
            _source.Set(chain);
        });

        var last = await Writer(slow).RunAsync(new CheckpointNeed.Covering([chain]), default);

        Assert.Equal(2, last?.Number);
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_WhenTheLastCheckpointCoversTheNeed_WritesNone()
    {
        var chain = _source.Set(new($"calls/{Day(0)}/W", 1, "h1", Closed: false));
        var first = await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(first, await Writer(_store).RunAsync(new CheckpointNeed.Covering([chain]), default));
        var longer = _source.Set(chain with { Blocks = 2, Hash = "h2" });
        Assert.Equal(2, (await Writer(_store).RunAsync(new CheckpointNeed.Covering([longer]), default))?.Number);
    }

    // The end of a call that waited for days.
    [Fact]
    public async Task RunAsync_ToCoverAChainOfAnEarlierDay_NamesIt()
    {
        var late = new CheckpointChain($"calls/{Day(-5)}/W", 1, "h1", Closed: false);
        await Writer(_store).RunAsync(new CheckpointNeed.Covering([late]), default);
        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);

        Assert.True(new CheckpointNeed.Covering([late]).IsMetBy(Content(_store.All[0]), Samples.Noon));
        Assert.Empty(Content(_store.All[1]).Chains);
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_WhenOthersAreAlwaysFirst_GivesUp()
    {
        var store = new RacedStore(_store, async () =>
        {
            await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
        });

        Assert.Null(await Writer(store).RunAsync(CheckpointNeeds.Another, default));

        Assert.Equal(5, _store.All.Count);
        Assert.Contains(_log.Lines, each => each.Line.Contains("another instance was first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ByManyInstancesAtOnce_LeavesOneUnbrokenRow()
    {
        _source.Set(new($"calls/{Day(0)}/W", 1, "h1", Closed: false));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Writer(_store).RunAsync(CheckpointNeeds.Another, default))));

        Assert.InRange(_store.All.Count, 1, 8);
        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_AfterAnUnreadableCheckpoint_GoesOn()
    {
        await _store.TryAddAsync(new(1, "", "", ""), default);

        Assert.Equal(2, (await Writer(_store).RunAsync(CheckpointNeeds.Another, default))?.Number);

        Assert.Equal([AuditProblemKind.Unreadable], (await CheckAsync()).Select(problem => problem.Kind));
    }

    [Fact]
    public async Task RunAsync_AfterAForgedCheckpointOfTheFarFuture_KeepsItsOwnTimeAndChains()
    {
        _source.Set(new($"calls/{Day(0)}/W", 1, "h1", Closed: false));
        var forged = new CheckpointContent(CheckpointContent.CurrentFormat, 1, DateTimeOffset.MaxValue, CheckpointContent.NoPrevious, []).Write();
        await _store.TryAddAsync(new(1, forged, "", ""), default);

        Assert.True(CheckpointContent.TryRead((await Writer(_store).RunAsync(CheckpointNeeds.Another, default))?.Content ?? "", out var content));

        Assert.Equal(Samples.Noon, content.At);
        Assert.Single(content.Chains);
        Assert.Equal(["UnknownKey 1"], (await CheckAsync()).Select(problem => $"{problem.Kind} {problem.Number}"));
    }

    [Fact]
    public async Task RunAsync_WithoutAKey_WritesNothingAndSaysSoOnce()
    {
        var writer = new CheckpointWriter(_source, new SignedCheckpoints(_store, new RecordingLogger<SignedCheckpoints>()), _time, _log);

        Assert.Null(await writer.RunAsync(CheckpointNeeds.Another, default));
        Assert.Null(await writer.RunAsync(CheckpointNeeds.Another, default));

        Assert.Empty(_store.All);
        Assert.Contains("FuncGateway:Audit:CheckpointKeyName", Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheKeyDoesNotAnswer_AddsNothing()
    {
        _key.Outage.Down = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Writer(_store).RunAsync(CheckpointNeeds.Another, default));

        Assert.Empty(_store.All);
    }

    // Fewer blocks, another hash, a chain that is gone.
    [Theory]
    [InlineData(1, "h1", "Truncated 2")]
    [InlineData(2, "x2", "Forked 2")]
    [InlineData(null, "", "Truncated 2")]
    public async Task RunAsync_WhenTheRegisterContradictsTheLastCheckpoint_SaysSoOnce(int? blocks, string hash, string expected)
    {
        var chain = _source.Set(new($"calls/{Day(0)}/W", 2, "h2", Closed: false));
        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
        _source.Remove(chain);
        if (blocks is { } fewer)
        {
            _source.Set(chain with { Blocks = fewer, Hash = hash });
        }

        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);
        await Writer(_store).RunAsync(CheckpointNeeds.Another, default);

        Assert.Contains(chain.Chain, Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
        Assert.Equal([expected], (await CheckAsync()).Select(problem => $"{problem.Kind} {problem.Number}"));
    }

    [Theory]
    [InlineData(1, "h1")]
    [InlineData(2, "x2")]
    [InlineData(null, "")]
    public async Task RunAsync_WhenTheRegisterHasLessThanWasRegistered_WritesOneAndSaysThatItDoesNotCoverIt(int? blocks, string hash)
    {
        var registered = new CheckpointChain($"calls/{Day(0)}/W", 2, "h2", Closed: false);
        if (blocks is { } fewer)
        {
            _source.Set(registered with { Blocks = fewer, Hash = hash });
        }

        var written = await Writer(_store).RunAsync(new CheckpointNeed.Covering([registered]), default);

        Assert.Null(written);
        Assert.Single(_store.All);
        Assert.Contains($"does not cover the 2 blocks of the chain {registered.Chain}", Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
    }

    private CheckpointWriter Writer(ICheckpointStore store) => new(_source, Signed(store), _time, _log, _key);

    private SignedCheckpoints Signed(ICheckpointStore store) => new(store, new RecordingLogger<SignedCheckpoints>(), _key);

    private static CheckpointContent Content(Checkpoint checkpoint) => CheckpointContent.TryRead(checkpoint.Content, out var content) ? content : throw new InvalidOperationException("The checkpoint is unreadable.");

    private Task<IReadOnlyList<CheckpointProblem>> CheckAsync() => CheckpointCheck.RunAsync(_store.ListAsync(0, default), _key.PublicKeys, default);

    private static string Day(int offset) => $"{Samples.Noon.AddDays(offset):yyyy-MM-dd}";

    // The plus sign is escaped in JSON.
    private static string Text(string? content) => content?.Replace("\\u002B", "+", StringComparison.Ordinal) ?? "";

    /// <summary>Another instance writes a checkpoint just before one is added.</summary>
    private sealed class RacedStore(ICheckpointStore store, Func<Task> beforeAdding) : ICheckpointStore
    {
        public Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken) => store.FindAsync(number, cancellationToken);

        public async Task<bool> TryAddAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
        {
            await beforeAdding();
            return await store.TryAddAsync(checkpoint, cancellationToken);
        }

        public IAsyncEnumerable<Checkpoint> ListAsync(long after, CancellationToken cancellationToken) => store.ListAsync(after, cancellationToken);

        public IAsyncEnumerable<CheckpointPlace> ListPlacesAsync(CancellationToken cancellationToken) => store.ListPlacesAsync(cancellationToken);

        public Task<bool> DeleteAsync(long number, CancellationToken cancellationToken) => store.DeleteAsync(number, cancellationToken);
    }
}
