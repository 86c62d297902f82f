using System.Buffers.Text;
using System.Text;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

/// <summary>Whatever others put into the store does not keep the gateway from finding its own checkpoints and adding the next one.</summary>
public sealed class SignedCheckpointsTests : IDisposable
{
    private readonly InMemoryCheckpointStore _store = new();
    private readonly InMemoryCheckpointKey _key = new();
    private readonly InMemoryCheckpointKey _stranger = new();
    private readonly RecordingLogger<SignedCheckpoints> _log = new();

    public void Dispose()
    {
        _key.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task FindEndAsync_WithoutCheckpoints_BeginsWithTheFirst() => Assert.Equal(new CheckpointEnd(null, 1), await Create().FindEndAsync(default));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(Checkpoint.MaxNumber - 1, 3)]
    [InlineData(Checkpoint.MaxNumber, 3)]
    public async Task FindEndAsync_AfterAForgedOne_PassesOverIt(long forged, long next)
    {
        await AddAsync(1);
        var last = await AddAsync(2);
        await AddAsync(forged, _stranger);
        _store.Strangers.Add("checkpoints/name");

        var end = await Create().FindEndAsync(default);

        Assert.Equal((last, next), (end?.Last?.Checkpoint, end?.Next));
        Assert.Contains($"{forged}", Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindEndAsync_AfterACopyUnreadableAndTooLongOnes_PassesOverThem()
    {
        var last = await AddAsync(1);
        _store.Put(last with { Number = 2 });
        _store.Put(Checkpoint.Unreadable(3));
        _store.Put(Checkpoint.Unreadable(4, isTooLong: true));
        _store.Put(last with { Number = 5, Signature = "AAAA" });

        var end = await Create().FindEndAsync(default);

        Assert.Equal((last, 6), (end?.Last?.Checkpoint, end?.Next));
        Assert.DoesNotContain(4, _store.Reads);
    }

    [Fact]
    public async Task FindEndAsync_Repeated_ReadsNothingAgain()
    {
        await AddAsync(1);
        await AddAsync(2, _stranger);
        var signed = Create();
        await signed.FindEndAsync(default);
        _store.Reads.Clear();

        Assert.Equal(3, (await signed.FindEndAsync(default))?.Next);

        Assert.Empty(_store.Reads);
        Assert.Single(_log.Lines);
    }

    // What is no longer stored, or lies below the last one, is not remembered: it is read when it comes again above it.
    [Fact]
    public async Task FindEndAsync_OfAForgedOneThatWasGoneMeanwhile_ReadsItAgain()
    {
        await AddAsync(1);
        await AddAsync(2, _stranger);
        var signed = Create();
        await signed.FindEndAsync(default);
        var forged = _store.All[1];
        _store.Remove(2);
        await signed.FindEndAsync(default);
        _store.Put(forged);
        _store.Reads.Clear();

        Assert.Equal(3, (await signed.FindEndAsync(default))?.Next);

        Assert.Equal([2], _store.Reads);
    }

    [Fact]
    public async Task FindEndAsync_AmongVeryManyForgedOnes_FindsTheLastInSeveralRuns()
    {
        var last = await AddAsync(1);
        for (var number = 10; number < 1_500; number++)
        {
            _store.Put(Checkpoint.Unreadable(number));
        }

        var signed = Create();

        Assert.Null(await signed.FindEndAsync(default));
        Assert.Contains("Verify the log", Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
        var end = await signed.FindEndAsync(default);
        Assert.Equal((last, 2), (end?.Last?.Checkpoint, end?.Next));
    }

    // The gap that the next one leaves shows that it is missing.
    [Fact]
    public async Task FindEndAsync_WhenTheLastOneIsGone_ContinuesAfterIt()
    {
        await AddAsync(1);
        await AddAsync(2);
        var signed = Create();
        await signed.FindEndAsync(default);
        _store.Remove(2);

        Assert.Equal(3, (await signed.FindEndAsync(default))?.Next);
    }

    [Fact]
    public async Task FindAsync_WithANumberThatNothingHas_FindsNothing() => Assert.Equal(new CheckpointReading(Exists: false, null), await Create().FindAsync(7, default));

    // Another instance has signed with the new version of the key before this one knows of it.
    [Fact]
    public async Task FindEndAsync_OfOneSignedWithANewKey_AsksForTheKeysAgain()
    {
        var slow = new SlowKey(_key);
        await slow.ListPublicKeysAsync(default);
        _key.Rotate();
        var last = await AddAsync(1);

        Assert.Equal(last, (await new SignedCheckpoints(_store, _log, slow).FindEndAsync(default))?.Last?.Checkpoint);
        Assert.Empty(_log.Lines);
    }

    private SignedCheckpoints Create() => new(_store, _log, _key);

    private async Task<Checkpoint> AddAsync(long number, InMemoryCheckpointKey? key = null)
    {
        var text = new CheckpointContent(CheckpointContent.CurrentFormat, number, Samples.Noon, CheckpointContent.NoPrevious, []).Write();
        var signature = await (key ?? _key).SignAsync(Encoding.UTF8.GetBytes(text), default);
        var checkpoint = new Checkpoint(number, text, signature.KeyId, Base64Url.EncodeToString(signature.Value));
        _store.Put(checkpoint);
        return checkpoint;
    }

    private sealed class SlowKey(ICheckpointKey key) : ICheckpointKey
    {
        private IReadOnlyList<CheckpointPublicKey>? _known;

        public Task<CheckpointSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => key.SignAsync(content, cancellationToken);

        public async Task<IReadOnlyList<CheckpointPublicKey>> ListPublicKeysAsync(CancellationToken cancellationToken) => _known ??= await key.ListPublicKeysAsync(cancellationToken);

        public void Refresh() => _known = null;
    }
}
