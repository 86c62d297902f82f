using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>What only checkpoints reveal: changes that leave no trace in the log itself.</summary>
public sealed class AuditCheckpointsTests
{
    private readonly AuditBench _bench = new();

    [Fact]
    public async Task Verify_OfALogWithCheckpoints_CountsWhatTheyDoNotCover()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        await WriteAsync(calls: 2);
        await _bench.Chains.RunAsync(default);

        var report = await _bench.Verification.RunAsync(default);

        Assert.Equal((true, 1, 4), (report.Ok, report.Checkpoints, report.BlocksNotYetCheckpointed));
    }

    [Fact]
    public async Task Verify_OfAChainThatIsGoneWithItsRegisterEntry_SaysThatItIsTruncated()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        foreach (var block in _bench.Store.Blocks)
        {
            _bench.Store.Remove(block);
        }

        _bench.Store.Remove(_bench.Store.Register.Single().Chain);

        Assert.Contains(await ProblemsAsync(), problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task Verify_OfAnEndCutOffWithTheRegisterTurnedBack_SaysThatItIsTruncated()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        var (last, before) = (_bench.Store.Blocks[^1], _bench.Store.Blocks[^2]);
        _bench.Store.Remove(last);
        _bench.Store.Put(_bench.Store.Register.Single().Seen(before.Head, _bench.Time.GetUtcNow()));

        var problem = Assert.Single(await ProblemsAsync());

        Assert.Equal((AuditProblemKind.Truncated, last.Number), (problem.Kind, problem.Block));
    }

    [Fact]
    public async Task Verify_OfAHistoryThatWasRewrittenWithValidHashes_SaysThatItIsForked()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        var head = ChainHead.Start(_bench.Store.Blocks[0].Chain);
        foreach (var block in _bench.Store.Blocks)
        {
            var forged = AuditBlock.After(head, Tampering.WithLines(block, [.. block.ReadLines().Select(line => line.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))]).Lines, BlockDetails.Read(block.Details)!);
            _bench.Store.Put(forged);
            head = forged.Head;
        }

        _bench.Store.Put(_bench.Store.Register.Single().Seen(head, _bench.Time.GetUtcNow()));

        Assert.Equal(AuditProblemKind.Forked, Assert.Single(await ProblemsAsync()).Kind);
    }

    [Fact]
    public async Task Verify_OfARewrittenHistoryThatWasCheckpointedAgain_StillSaysThatItIsForked()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        var head = ChainHead.Start(_bench.Store.Blocks[0].Chain);
        foreach (var block in _bench.Store.Blocks)
        {
            var forged = AuditBlock.After(head, Tampering.WithLines(block, [.. block.ReadLines().Select(line => line + " ")]).Lines, BlockDetails.Read(block.Details)!);
            _bench.Store.Put(forged);
            head = forged.Head;
        }

        var closing = AuditBlock.Closing(head, ChainClosing.Abandoned);
        _bench.Store.Put(closing);
        _bench.Store.Put(_bench.Store.Register.Single().Close(closing.Head, _bench.Time.GetUtcNow()));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await _bench.Checkpoints.RunAsync(CheckpointNeeds.Another, default));

        Assert.Contains(await ProblemsAsync(), problem => problem.Kind == AuditProblemKind.Forked);
    }

    [Fact]
    public async Task Verify_OfAnEndThatWasCutOffAndCheckpointedAgain_StillSaysThatItIsTruncated()
    {
        await WriteAsync(calls: 3);
        await _bench.CheckpointAsync();
        _bench.Store.Remove(_bench.Store.Blocks[^1]);
        _bench.Store.Put(_bench.Store.Register.Single().Seen(_bench.Store.Blocks[^1].Head, _bench.Time.GetUtcNow()));

        Assert.NotNull(await _bench.Checkpoints.RunAsync(CheckpointNeeds.Another, default));

        Assert.Single(_bench.Logged.Lines, line => line.Contains("contradicts an earlier checkpoint", StringComparison.Ordinal));
        var problems = await ProblemsAsync();
        Assert.Contains(problems, problem => problem is { Kind: AuditProblemKind.Truncated, Where: "checkpoint 2" });
        Assert.Contains(problems, problem => problem.Kind == AuditProblemKind.Truncated && problem.Block > 0);
    }

    [Fact]
    public async Task Verify_OfAnEndThatWasCutOffBeforeTheWriterDied_IsNotMadeCleanByClosingTheChain()
    {
        await WriteAsync(calls: 3);
        await _bench.Chains.RunAsync(default);
        foreach (var block in _bench.Store.Blocks.TakeLast(2))
        {
            _bench.Store.Remove(block);
        }

        var other = new AuditBench(_bench.Store, time: _bench.Time);
        _bench.Time.Advance(ChainMaintenance.DeadAfter * 2);
        await other.Chains.RunAsync(default);
        await other.Retention.RunAsync(default);

        Assert.Contains((await other.Verification.RunAsync(default)).Problems, problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task Retention_OfAChainThatWasDamaged_DeletesItAndTheDaysAfter()
    {
        await WriteAsync(calls: 3);
        await _bench.Chains.RunAsync(default);
        _bench.Store.Remove(_bench.Store.Blocks[^1]);
        _bench.Time.Advance(TimeSpan.FromDays(2));
        var other = new AuditBench(_bench.Store, time: _bench.Time);
        await other.CallAsync();
        await other.Chains.StopAsync(default);
        _bench.Time.Advance(_bench.Options.Retention + TimeSpan.FromDays(2));

        await new AuditBench(_bench.Store, time: _bench.Time).Retention.RunAsync(default);

        Assert.DoesNotContain(_bench.Store.Blocks, block => block.Chain.Stream == AuditStream.Calls);
    }

    [Fact]
    public async Task Verify_OfCheckpointsSignedByAStranger_SaysThatTheKeyIsUnknown()
    {
        await WriteAsync(calls: 1);
        using var stranger = new InMemoryCheckpointKey();
        var signed = new SignedCheckpoints(_bench.CheckpointStore, NullLogger<SignedCheckpoints>.Instance, stranger);
        await new CheckpointWriter(new RegisteredChains(_bench.Store), signed, _bench.Time, NullLogger<CheckpointWriter>.Instance, stranger).RunAsync(CheckpointNeeds.Another, default);

        Assert.Equal(AuditProblemKind.UnknownKey, Assert.Single(await ProblemsAsync()).Kind);
    }

    [Fact]
    public async Task Verify_OfAChainPastItsRetention_ExcusesWhatTheCheckpointsName()
    {
        await WriteAsync(calls: 2);
        await _bench.CheckpointAsync();
        _bench.Time.Advance(_bench.Options.Retention + TimeSpan.FromDays(2));
        await _bench.Retention.RunAsync(default);

        Assert.Empty(await ProblemsAsync());
    }

    [Fact]
    public async Task Proof_OfARecord_LeadsToACheckpointWithoutShowingAnother()
    {
        await WriteAsync(calls: 2);
        var held = new TaskCompletionSource();
        _bench.Store.Outage.Held = held.Task;
        var entries = Enumerable.Range(0, 5).Select(number => _bench.NewCall($"secret-{number}")).ToArray();
        var writes = entries.Select(entry => _bench.Log.WriteAsync(entry)).ToArray();
        _bench.Store.Outage.Held = null;
        held.SetResult();
        await Task.WhenAll(writes);
        await _bench.Log.EndAsync(entries[2], new AuditEnding(AuditOutcome.Answered));
        await WriteAsync(calls: 2);
        Assert.Null(await _bench.Proofs.FindAsync(AuditStream.Calls, Ulid.Parse(entries[2].Id, null), default));
        await _bench.CheckpointAsync();

        var proof = await _bench.Proofs.FindAsync(AuditStream.Calls, Ulid.Parse(entries[2].Id, null), default);

        Assert.NotNull(proof?.Ending);
        foreach (var record in new[] { proof.Entry, proof.Ending })
        {
            Assert.Equal(StatedHash(record), HashOf(record));
            Assert.NotEqual(StatedHash(record), HashOf(record with { Line = record.Line + " " }));
        }

        Assert.Contains("secret-2", proof.Entry.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", string.Join(' ', proof.Entry.Path.Concat(proof.Entry.Following.Select(block => block.Root)).Append(proof.Entry.Checkpoint.Content)), StringComparison.Ordinal);
    }

    private static string? StatedHash(RecordProof proof) =>
        CheckpointContent.TryRead(proof.Checkpoint.Content, out var content) ? content.Chains.Single(chain => chain.Chain == proof.Chain).Hash : null;

    // As specified in docs/operate/audit-format.md.
    private static string HashOf(RecordProof proof)
    {
        var root = MerkleTree.RootOf(System.Text.Encoding.UTF8.GetBytes(proof.Line), proof.Index, proof.Size, proof.Path) ?? "";
        var (number, hash) = (proof.Number, BlockHash.Of(proof.Chain, proof.Number, proof.Previous, root, proof.Details));
        foreach (var block in proof.Following)
        {
            hash = BlockHash.Of(proof.Chain, ++number, hash, block.Root, block.Details);
        }

        return hash;
    }

    private async Task WriteAsync(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await _bench.CallAsync();
        }
    }

    private async Task<IReadOnlyList<AuditProblem>> ProblemsAsync() => (await _bench.Verification.RunAsync(default)).Problems;
}
