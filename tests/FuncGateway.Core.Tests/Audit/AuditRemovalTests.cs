using FuncGateway.Core.Audit;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>What the state "removed" in the register excuses: missing records of days past the retention, and nothing else.</summary>
public sealed class AuditRemovalTests
{
    private readonly AuditBench _bench = new(options: new AuditOptions { Retention = TimeSpan.FromDays(7) });

    [Fact]
    public async Task Removed_OfADayWithinTheRetention_ExcusesNoMissingRecord()
    {
        await WriteAsync();
        foreach (var chain in Chains(isPast: false))
        {
            var missing = await CheckAsync(store =>
            {
                MarkRemoved(store, chain);
                store.Remove(store.Blocks.First(block => block.Chain == chain));
            });
            Assert.Contains(missing, problem => problem.Where == chain.ToString() && problem.What.Contains("must be kept", StringComparison.Ordinal));
            Assert.Contains(missing, problem => problem.Writer == chain.Writer && problem.What.Contains("missing", StringComparison.Ordinal));

            Assert.NotEmpty(await CheckAsync(store =>
            {
                MarkRemoved(store, chain);
                Empty(store, chain);
            }));
        }
    }

    [Fact]
    public async Task Removed_OfADayPastTheRetention_ExcusesAnyMissingRecord()
    {
        await WriteAsync();
        foreach (var chain in Chains(isPast: true))
        {
            foreach (var block in _bench.Store.Blocks.Where(block => block.Chain == chain))
            {
                Assert.Empty(await CheckAsync(store =>
                {
                    MarkRemoved(store, chain);
                    store.Remove(block);
                }));
            }

            Assert.Empty(await CheckAsync(store =>
            {
                MarkRemoved(store, chain);
                Empty(store, chain);
            }));
            Assert.NotEmpty(await CheckAsync(store => Empty(store, chain)));
        }
    }

    [Fact]
    public async Task Removed_OfADayPastTheRetention_ExcusesNoChangedExchangedOrAddedRecord()
    {
        await WriteAsync();
        foreach (var chain in Chains(isPast: true))
        {
            foreach (var block in _bench.Store.Blocks.Where(block => block.Chain == chain))
            {
                AuditBlock[] forged = [Tampering.WithLines(block, [.. block.ReadLines(), "{}"]), Tampering.Forge(block), block with { Number = block.Number + 100 }];
                foreach (var each in forged)
                {
                    Assert.NotEmpty(await CheckAsync(store =>
                    {
                        MarkRemoved(store, chain);
                        store.Put(each);
                    }));
                }
            }

            var added = Tampering.Next(_bench.Store.Blocks.Last(block => block.Chain == chain));
            Assert.NotEmpty(await CheckAsync(store =>
            {
                MarkRemoved(store, chain);
                store.Put(added);
            }));
        }
    }

    [Fact]
    public async Task Removed_WhenTheRetentionWasExtendedSince_IsReported()
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        Assert.True((await _bench.Verification.RunAsync(default)).Ok);

        _bench.Options.Retention = TimeSpan.FromDays(30);

        Assert.All((await _bench.Verification.RunAsync(default)).Problems, problem => Assert.Matches("must be kept|missing", problem.What));
        Assert.False((await _bench.Verification.RunAsync(default)).Ok);
    }

    // Three records a day for ten days, all chains closed.
    private async Task WriteAsync()
    {
        for (var day = 0; day < 10; day++)
        {
            await _bench.CallAsync();
            await _bench.Log.WriteAsync(_bench.NewAction());
            await _bench.CallAsync();
            _bench.Time.Advance(TimeSpan.FromDays(1));
        }

        await _bench.Chains.StopAsync(default);
        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
    }

    private ChainName[] Chains(bool isPast)
    {
        var firstKept = DateOnly.FromDateTime(_bench.Time.GetUtcNow().UtcDateTime).AddDays(-7);
        ChainName[] chains = [.. _bench.Store.Register.Select(record => record.Chain).Where(chain => chain.Day < firstKept == isPast)];
        Assert.NotEmpty(chains);
        return chains;
    }

    private static void MarkRemoved(InMemoryAuditStore store, ChainName chain) =>
        store.Put(store.Register.Single(record => record.Chain == chain) with { State = ChainState.Removed });

    private static void Empty(InMemoryAuditStore store, ChainName chain)
    {
        foreach (var block in store.Blocks.Where(block => block.Chain == chain))
        {
            store.Remove(block);
        }
    }

    private async Task<IReadOnlyList<AuditProblem>> CheckAsync(Action<InMemoryAuditStore> tamper)
    {
        var copy = _bench.Store.Copy();
        tamper(copy);
        return (await new AuditBench(copy, _bench.Options, _bench.Time).Verification.RunAsync(default)).Problems;
    }
}
