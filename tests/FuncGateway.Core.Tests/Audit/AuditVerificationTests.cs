using FuncGateway.Core.Audit;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit;

public sealed class AuditVerificationTests
{
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
        await bench.Chains.RunAsync(default);

        var verdict = await bench.Verification.RunAsync(default);
        Assert.Empty(verdict.Problems);
        Assert.True(verdict.Ok);
        Assert.Equal((10_000, 19_040L), ((await bench.ListAsync()).Count, verdict.Rows));
        Assert.All(bench.Store.Register, record => Assert.Equal(ChainState.Closed, record.State));
    }

    [Fact]
    public async Task RunAsync_WhenAnyFieldOfAnyRecordIsChanged_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var row in store.Rows)
        {
            foreach (var changed in Changes(row))
            {
                var problems = await CheckAsync(store, copy => Replace(copy, row, changed));
                Assert.Contains(problems, problem => Names(problem, row) || Names(problem, changed));
            }
        }
    }

    [Fact]
    public async Task RunAsync_WhenAnyRecordIsDeleted_NamesItsPlace()
    {
        var store = await WrittenAsync();
        foreach (var row in store.Rows)
        {
            var problems = await CheckAsync(store, copy => copy.Remove(row));
            Assert.Contains(problems, problem => Names(problem, row));
        }
    }

    [Fact]
    public async Task RunAsync_WhenAnyTwoRecordsChangePlaces_NamesBoth()
    {
        var store = await WrittenAsync();
        foreach (var (one, other) in from one in store.Rows from other in store.Rows where string.CompareOrdinal(one.Hash, other.Hash) < 0 select (one, other))
        {
            var problems = await CheckAsync(store, copy =>
            {
                copy.Put(one with { Content = other.Content });
                copy.Put(other with { Content = one.Content });
            });
            Assert.True(one.Content == other.Content || (problems.Any(problem => Names(problem, one)) && problems.Any(problem => Names(problem, other))));
        }
    }

    [Fact]
    public async Task RunAsync_WhenARecordIsReplacedWithAValidHash_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var row in store.Rows)
        {
            var before = new ChainHead(row.Chain, row.Sequence - 1, row.Previous);
            var forged = AuditRow.After(before, row.Key, row.Content.Replace("\"a\"", "\"b\"", StringComparison.Ordinal) + " ");
            var problems = await CheckAsync(store, copy => copy.Put(forged));
            Assert.Contains(problems, problem => problem.Writer == row.Chain.Writer && problem.Sequence is var sequence && (sequence == row.Sequence || sequence == row.Sequence + 1));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhenTheEndIsCutOff_NamesTheFirstMissingRecord(bool withHead)
    {
        var store = await WrittenAsync();
        foreach (var row in store.Rows)
        {
            var problems = await CheckAsync(store, copy =>
            {
                foreach (var cut in store.Rows.Where(each => each.Chain == row.Chain && each.Sequence >= row.Sequence))
                {
                    copy.Remove(cut);
                }

                // The register, in another partition, still has the last sequence of the chain.
                if (withHead)
                {
                    copy.Put(new ChainHead(row.Chain, row.Sequence - 1, row.Previous, IsClosed: true));
                }
            });
            Assert.Contains(problems, problem => Names(problem, row));
        }
    }

    [Fact]
    public async Task RunAsync_WhenAHeadOrAChainIsGone_NamesTheChain()
    {
        var store = await WrittenAsync();
        foreach (var chain in store.Heads.Select(head => head.Chain))
        {
            Assert.Contains(await CheckAsync(store, copy => copy.RemoveHead(chain)), problem => problem.Writer == chain.Writer);
            Assert.Contains(await CheckAsync(store, copy => copy.RemoveRecord(chain)), problem => problem.Writer == chain.Writer);
            Assert.Contains(await CheckAsync(store, copy => RemoveWhole(copy, chain)), problem => problem.Writer == chain.Writer && problem.Where == chain.ToString());
        }
    }

    [Fact]
    public async Task RunAsync_WhenAHeadOrTheRegisterIsChanged_NamesTheChain()
    {
        var store = await WrittenAsync();
        foreach (var (head, record) in store.Heads.Zip(store.Register))
        {
            Assert.Equal(head.Chain, record.Chain);
            ChainHead[] heads = [head with { Sequence = head.Sequence + 1 }, head with { Sequence = head.Sequence - 1 }, head with { Hash = new string('0', 64) }, head with { IsClosed = false }];
            ChainRecord[] records = [record with { Sequence = record.Sequence + 1 }, record with { Sequence = record.Sequence - 1 }, record with { Hash = new string('0', 64) }];
            foreach (var changed in heads)
            {
                Assert.Contains(await CheckAsync(store, copy => copy.Put(changed)), problem => problem.Writer == head.Chain.Writer);
            }

            foreach (var changed in records)
            {
                Assert.Contains(await CheckAsync(store, copy => copy.Put(changed)), problem => problem.Writer == head.Chain.Writer);
            }
        }
    }

    [Fact]
    public async Task RunAsync_WhenARecordIsAdded_NamesIt()
    {
        var store = await WrittenAsync();
        foreach (var head in store.Heads)
        {
            var added = AuditRow.After(head, "b_0000000000000000001_01ARZ3NDEKTSV4RRFFQ69G5FAV", "{}");
            Assert.Contains(await CheckAsync(store, copy => copy.Put(added)), problem => Names(problem, added));
        }

        var foreign = ChainHead.Start(new ChainName(AuditStream.Calls, store.Heads[0].Chain.Day, "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        var row = AuditRow.After(foreign, "b_0000000000000000002_01ARZ3NDEKTSV4RRFFQ69G5FAV", "{}");
        Assert.Contains(await CheckAsync(store, copy => copy.Put(row)), problem => problem.Writer == row.Chain.Writer);
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

    // Three chains: calls of two days and one admin action. The process has ended.
    private static async Task<InMemoryAuditStore> WrittenAsync()
    {
        var bench = new AuditBench();
        for (var number = 0; number < 4; number++)
        {
            await bench.CallAsync(number % 2 == 0 ? "a" : "b");
            await bench.Log.WriteAsync(bench.NewCall("a") with { Outcome = AuditOutcome.Refused });
            bench.Time.Advance(TimeSpan.FromHours(6));
        }

        await bench.Log.WriteAsync(bench.NewAction());
        await bench.Chains.StopAsync(default);
        Assert.Equal(3, bench.Store.Heads.Count);
        Assert.True((await bench.Verification.RunAsync(default)).Ok);
        return bench.Store;
    }

    private static async Task<IReadOnlyList<AuditProblem>> CheckAsync(InMemoryAuditStore store, Action<InMemoryAuditStore> tamper)
    {
        var copy = store.Copy();
        tamper(copy);
        var verdict = await new AuditBench(copy).Verification.RunAsync(default);
        Assert.Equal(verdict.Problems.Count == 0, verdict.Ok);
        return verdict.Problems;
    }

    private static IEnumerable<AuditRow> Changes(AuditRow row)
    {
        yield return row with { Chain = row.Chain with { Writer = "01ARZ3NDEKTSV4RRFFQ69G5FAV" } };
        yield return row with { Chain = row.Chain with { Day = row.Chain.Day.AddDays(1) } };
        yield return row with { Key = row.Key[..^1] + (row.Key[^1] == 'Z' ? 'Y' : 'Z') };
        yield return row with { Sequence = row.Sequence + 1 };
        yield return row with { Sequence = 0 };
        yield return row with { Previous = new string('0', 64) };
        yield return row with { Hash = new string('0', 64) };
        for (var at = 0; at < row.Content.Length; at += 7)
        {
            yield return row with { Content = row.Content[..at] + (char)(row.Content[at] ^ 1) + row.Content[(at + 1)..] };
        }
    }

    private static void Replace(InMemoryAuditStore copy, AuditRow row, AuditRow changed)
    {
        copy.Remove(row);
        copy.Put(changed);
    }

    private static void RemoveWhole(InMemoryAuditStore copy, ChainName chain)
    {
        copy.RemoveHead(chain);
        foreach (var row in copy.Rows.Where(row => row.Chain == chain))
        {
            copy.Remove(row);
        }
    }

    private static bool Names(AuditProblem problem, AuditRow row) => problem.Writer == row.Chain.Writer && problem.Sequence == row.Sequence;
}
