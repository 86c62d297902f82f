using FuncGateway.Core.Audit;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditVerificationTests
{
    private const string OtherWriter = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    [Fact]
    public async Task RunAsync_OverTenThousandCallsOfWritersThatCrash_FindsNothing()
    {
        var bench = new AuditBench();
        for (var writer = 0; writer < 8; writer++)
        {
            // Each process writes over several days; every other one dies with calls under way and without closing its chains.
            var process = new AuditBench(bench.Store, time: bench.Time);
            for (var burst = 0; burst < 5; burst++)
            {
                await Task.WhenAll(Enumerable.Range(0, 250).Select(number => number % 10 == 0 ? process.Log.WriteAsync(process.NewCall()) : (Task)process.CallAsync()));
                await process.Log.WriteAsync(process.NewAction());
                await process.Chains.RunAsync(default);
                bench.Time.Advance(TimeSpan.FromHours(7));
            }

            if (writer % 2 == 0)
            {
                await process.Chains.StopAsync(default);
            }
        }

        bench.Time.Advance(ChainMaintenance.DeadAfter * 2);
        await bench.Retention.RunAsync(default);

        var report = await bench.Verification.RunAsync(default);
        Assert.Empty(report.Problems);
        Assert.True(report.Ok);
        Assert.Equal((10_000, 19_040L, 0), ((await bench.ListAsync()).Count, report.Records, report.UnfinishedBlocks));
        Assert.All(bench.Store.Register, record => Assert.Equal(ChainState.Closed, record.State));
    }

    [Fact]
    public async Task RunAsync_WhenAnyFieldOfAnyBlockIsChanged_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks)
        {
            foreach (var changed in Changes(block))
            {
                var problems = await CheckAsync(store, copy => Replace(copy, block, changed));
                Assert.Contains(problems, problem => Names(problem, block) || Names(problem, changed));
            }
        }
    }

    [Fact]
    public async Task RunAsync_WhenAnyRecordIsChangedDeletedAddedDuplicatedOrSwapped_NamesItsBlock()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks.Where(block => !block.Lines.IsEmpty))
        {
            string[] lines = [.. block.ReadLines()];
            for (var at = 0; at < lines.Length; at++)
            {
                string[][] tampered =
                [
                    [.. lines[..at], lines[at].Replace("\"at\"", "\"to\"", StringComparison.Ordinal) + " ", .. lines[(at + 1)..]],
                    [.. lines[..at], .. lines[(at + 1)..]],
                    [.. lines[..at], "{}", .. lines[at..]],
                    [.. lines[..at], lines[at], .. lines[at..]],
                    [.. lines[..at], .. lines[(at + 1)..], lines[at]],
                ];
                foreach (var each in tampered.Where(each => !each.SequenceEqual(lines)))
                {
                    var problems = await CheckAsync(store, copy => copy.Put(Tampering.WithLines(block, each)));
                    Assert.Contains(problems, problem => Names(problem, block) && problem.Kind == AuditProblemKind.Broken);
                }
            }
        }
    }

    [Fact]
    public async Task RunAsync_WhenAnyBlockIsDeleted_NamesItsPlace()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks)
        {
            var problems = await CheckAsync(store, copy => copy.Remove(block));
            Assert.Contains(problems, problem => Names(problem, block) && problem.Kind is AuditProblemKind.Broken or AuditProblemKind.Truncated);
        }
    }

    [Fact]
    public async Task RunAsync_WhenAnyTwoBlocksChangePlaces_SaysThatTheyWereMoved()
    {
        var store = await WrittenAsync();
        foreach (var (one, other) in from one in store.Blocks from other in store.Blocks where string.CompareOrdinal(one.Hash, other.Hash) < 0 select (one, other))
        {
            var problems = await CheckAsync(store, copy =>
            {
                copy.Put(Tampering.At(one, other.Chain, other.Number));
                copy.Put(Tampering.At(other, one.Chain, one.Number));
            });
            Assert.Contains(problems, problem => Names(problem, one) && problem.Kind == AuditProblemKind.Reordered);
            Assert.Contains(problems, problem => Names(problem, other) && problem.Kind == AuditProblemKind.Reordered);
        }
    }

    [Fact]
    public async Task RunAsync_WhenABlockOrAChainIsReplayedElsewhere_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks)
        {
            ChainName[] elsewhere = [block.Chain with { Writer = OtherWriter }, block.Chain with { Day = block.Chain.Day.AddDays(1), Writer = OtherWriter }];
            AuditBlock[] copies = [.. elsewhere.Select(chain => Tampering.At(block, chain, block.Number)), Tampering.At(block, block.Chain, store.Blocks.Count(each => each.Chain == block.Chain) + 1)];
            foreach (var copied in copies)
            {
                Assert.Contains(await CheckAsync(store, copy => copy.Put(copied)), problem => Names(problem, copied) && problem.Kind == AuditProblemKind.Reordered);
            }
        }

        foreach (var record in store.Register)
        {
            var replayed = record.Chain with { Day = record.Chain.Day.AddDays(1) };
            var problems = await CheckAsync(store, copy =>
            {
                copy.Put(record with { Chain = replayed });
                foreach (var block in store.Blocks.Where(block => block.Chain == record.Chain))
                {
                    copy.Put(Tampering.At(block, replayed, block.Number));
                }
            });
            Assert.Contains(problems, problem => problem.Where.StartsWith(replayed.ToString(), StringComparison.Ordinal) && problem.Kind == AuditProblemKind.Reordered);
        }
    }

    [Fact]
    public async Task RunAsync_WhenABlockIsReplacedWithAValidHash_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks)
        {
            var problems = await CheckAsync(store, copy => copy.Put(Tampering.Forge(block)));
            Assert.Contains(problems, problem => problem.Writer == block.Chain.Writer && (problem.Block == block.Number || problem.Block == block.Number + 1));
        }
    }

    [Fact]
    public async Task RunAsync_WhenTheEndIsCutOff_SaysThatItIsMissing()
    {
        var store = await WrittenAsync();
        foreach (var block in store.Blocks)
        {
            var problems = await CheckAsync(store, copy =>
            {
                foreach (var cut in store.Blocks.Where(each => each.Chain == block.Chain && each.Number >= block.Number))
                {
                    copy.Remove(cut);
                }
            });
            Assert.Contains(problems, problem => Names(problem, block) && problem.Kind == AuditProblemKind.Truncated);
        }
    }

    [Fact]
    public async Task RunAsync_WhenTheLastBlocksOfAnOpenChainAreDeleted_ExcusesNothingThatWasStored()
    {
        var bench = new AuditBench();
        for (var number = 0; number < 8; number++)
        {
            await bench.Log.WriteAsync(bench.NewCall());
        }

        // The last block names the one before as stored, so only its own deletion looks like a crash.
        foreach (var block in bench.Store.Blocks.SkipLast(1))
        {
            Assert.Contains(await CheckAsync(bench.Store, copy => copy.Remove(block)), problem => Names(problem, block));
        }

        Assert.Empty(await CheckAsync(bench.Store, copy => copy.Remove(bench.Store.Blocks[^1])));
        await bench.Chains.RunAsync(default);
        Assert.Contains(await CheckAsync(bench.Store, copy => copy.Remove(bench.Store.Blocks[^1])), problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task RunAsync_WhenAChainOrItsRegisterEntryIsGone_NamesTheChain()
    {
        var store = await WrittenAsync();
        foreach (var chain in store.Register.Select(record => record.Chain))
        {
            Assert.Contains(await CheckAsync(store, copy => copy.Remove(chain)), problem => problem.Writer == chain.Writer);
            Assert.Contains(
                await CheckAsync(store, copy =>
                {
                    foreach (var block in store.Blocks.Where(block => block.Chain == chain))
                    {
                        copy.Remove(block);
                    }
                }),
                problem => problem.Writer == chain.Writer && problem.Kind == AuditProblemKind.Truncated);
        }
    }

    [Fact]
    public async Task RunAsync_WhenTheRegisterIsChanged_NamesTheChain()
    {
        var store = await WrittenAsync();
        foreach (var record in store.Register)
        {
            ChainRecord[] changes = [record with { Blocks = record.Blocks + 1 }, record with { Blocks = record.Blocks - 1 }, record with { Hash = new string('0', 64) }];
            foreach (var changed in changes)
            {
                Assert.Contains(await CheckAsync(store, copy => copy.Put(changed)), problem => problem.Writer == record.Chain.Writer);
            }
        }
    }

    [Fact]
    public async Task RunAsync_WhenABlockIsAdded_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var chain in store.Register.Select(record => record.Chain))
        {
            var added = Tampering.Next(store.Blocks.Last(block => block.Chain == chain));
            Assert.Contains(await CheckAsync(store, copy => copy.Put(added)), problem => Names(problem, added));
        }
    }

    [Fact]
    public async Task RunAsync_AfterACrashWithBlocksUnderWay_SaysUnfinishedAndTheLogGoesOn()
    {
        var bench = new AuditBench();
        var dead = await DieWithBlocksUnderWayAsync(bench);
        Assert.Equal((true, 2), (await UnfinishedAsync(bench)));

        // Another process finds the chain abandoned. Nothing of the unfinished blocks was answered, so nothing of them is listed.
        bench.Time.Advance(ChainMaintenance.DeadAfter * 2);
        await bench.Chains.RunAsync(default);

        Assert.Equal(ChainState.Closed, bench.Store.Register.Single().State);
        Assert.Equal((true, 2), (await UnfinishedAsync(bench)));
        Assert.Equal(dead, (await bench.ListAsync()).Select(entry => entry.Id));
    }

    [Fact]
    public async Task RunAsync_WhileTheLogIsWritten_FindsNothing()
    {
        var bench = new AuditBench();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < 300; number++)
            {
                await bench.CallAsync();
                await bench.Chains.RunAsync(default);
            }
        });

        do
        {
            Assert.Empty((await bench.Verification.RunAsync(default)).Problems);
        }
        while (!writing.IsCompleted);

        await writing;
    }

    // Returns the ids of the entries that were answered.
    private static async Task<string[]> DieWithBlocksUnderWayAsync(AuditBench bench)
    {
        var process = new AuditBench(bench.Store, time: bench.Time);
        var answered = await process.CallAsync();
        var (lost, last) = (bench.Store.Blocks.Count + 1, bench.Store.Blocks.Count + 3);
        // The block that closes the chain has no records.
        bench.Store.BeforeAdd = block => !block.Lines.IsEmpty && (block.Number == lost || block.Number > last) ? new TaskCompletionSource().Task : Task.CompletedTask;
        var calls = Enumerable.Range(0, 3 * AuditBlock.MaxRecords).Select(_ => process.Log.WriteAsync(process.NewCall())).ToArray();
        await Eventually.Async(() => bench.Store.Blocks.Any(block => block.Number == last));
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        return [answered.Id];
    }

    private static async Task<(bool Ok, int Unfinished)> UnfinishedAsync(AuditBench bench)
    {
        var report = await bench.Verification.RunAsync(default);
        return (report.Ok, report.UnfinishedBlocks);
    }

    // Three chains: calls of two days and one admin action. The process has ended.
    private static async Task<InMemoryAuditStore> WrittenAsync()
    {
        var bench = new AuditBench();
        for (var number = 0; number < 4; number++)
        {
            await Task.WhenAll(bench.CallAsync(number % 2 == 0 ? "a" : "b"), bench.Log.WriteAsync(bench.NewCall("a") with { Outcome = AuditOutcome.Refused }), bench.CallAsync());
            bench.Time.Advance(TimeSpan.FromHours(6));
        }

        await bench.Log.WriteAsync(bench.NewAction());
        await bench.Chains.StopAsync(default);
        Assert.Equal(3, bench.Store.Register.Count);
        Assert.True((await bench.Verification.RunAsync(default)).Ok);
        return bench.Store;
    }

    private static async Task<IReadOnlyList<AuditProblem>> CheckAsync(InMemoryAuditStore store, Action<InMemoryAuditStore> tamper)
    {
        var copy = store.Copy();
        tamper(copy);
        var report = await new AuditBench(copy).Verification.RunAsync(default);
        Assert.Equal(report.Problems.Count == 0, report.Ok);
        return report.Problems;
    }

    private static IEnumerable<AuditBlock> Changes(AuditBlock block)
    {
        yield return block with { Chain = block.Chain with { Writer = OtherWriter } };
        yield return block with { Chain = block.Chain with { Day = block.Chain.Day.AddDays(1) } };
        yield return block with { Number = block.Number + 100 };
        yield return block with { Previous = new string('0', 64) };
        yield return block with { Root = new string('0', 64) };
        yield return block with { Hash = new string('0', 64) };
        yield return block with { Details = "" };
        yield return block with { First = block.First?.AddDays(1) ?? DateTimeOffset.UnixEpoch };
        yield return block with { Through = block.Through?.AddDays(1) ?? DateTimeOffset.UnixEpoch };
        for (var at = 0; at < block.Details.Length; at += 7)
        {
            yield return block with { Details = block.Details[..at] + (char)(block.Details[at] ^ 1) + block.Details[(at + 1)..] };
        }

        for (var at = 0; at < block.Lines.Length; at += 7)
        {
            var lines = block.Lines.ToArray();
            lines[at] ^= 1;
            yield return block with { Lines = lines };
        }
    }

    private static void Replace(InMemoryAuditStore copy, AuditBlock block, AuditBlock changed)
    {
        copy.Remove(block);
        copy.Put(changed);
    }

    private static bool Names(AuditProblem problem, AuditBlock block) => problem.Writer == block.Chain.Writer && problem.Block == block.Number;
}
