using System.Globalization;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every policy store must pass.</summary>
public abstract class PolicyStoreContract
{
    protected abstract IPolicyStore Create();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(256 * 1024)]
    public async Task AddAsync_OfADocumentOfAnyAllowedLength_IsFoundByteForByte(int length)
    {
        var store = Create();
        var document = new byte[length];
        new Random(length).NextBytes(document);
        var revision = Samples.NewRevision(Samples.NewServerId(), Samples.NewPolicyId(), 1) with { Document = document, RestoredFrom = 7, By = "Ännchen", Note = "Größe, 'quoted' & 日本", Publication = "p1" };

        Assert.Equal(SaveResult.Saved, await store.AddAsync(revision, default));

        foreach (var found in new[]
        {
            await store.FindCurrentAsync(revision.Server, revision.Policy, default),
            await store.FindAsync(revision.Server, revision.Policy, 1, default),
        })
        {
            Assert.NotNull(found);
            Assert.Equal(document, found.Document.ToArray());
            Assert.Equal(revision with { Document = default }, found with { Document = default });
        }
    }

    [Fact]
    public async Task FindAsync_OfWhatNobodyAdded_IsNull()
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await store.AddAsync(Samples.NewRevision(server, policy, 1), default);

        Assert.Null(await store.FindCurrentAsync(server, Samples.NewPolicyId(), default));
        Assert.Null(await store.FindCurrentAsync(Samples.NewServerId(), policy, default));
        Assert.Null(await store.FindAsync(server, policy, 2, default));
        Assert.Null(await store.FindAsync(server, policy, 0, default));
        Assert.Null(await store.FindAsync(server, policy, -1, default));
    }

    [Fact]
    public async Task AddAsync_OfTheNextNumber_MakesItCurrentAndKeepsTheOneBefore()
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await store.AddAsync(Samples.NewRevision(server, policy, 1, "first, and longer than the next"), default);

        Assert.Equal(SaveResult.Saved, await store.AddAsync(Samples.NewRevision(server, policy, 2, "second"), default));

        Assert.Equal("second", Text(await store.FindCurrentAsync(server, policy, default)));
        Assert.Equal("first, and longer than the next", Text(await store.FindAsync(server, policy, 1, default)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task AddAsync_OfANumberThatDoesNotFollow_IsAConflictAndChangesNothing(int number)
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, 2);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(Samples.NewRevision(server, policy, number, "other"), default));

        Assert.Equal("2", Text(await store.FindCurrentAsync(server, policy, default)));
        Assert.Equal(2, await store.ListRevisionsAsync(server, policy, default).CountAsync());
    }

    [Fact]
    public async Task AddAsync_OfASecondAsTheFirst_IsAConflict()
    {
        var store = Create();

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(Samples.NewRevision(Samples.NewServerId(), Samples.NewPolicyId(), 2), default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task AddAsync_OfOneNumberBySeveral_LetsOneThroughWhole(int before)
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, before);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            each => store.AddAsync(Samples.NewRevision(server, policy, before + 1, $"by {each}"), default)));

        var winner = Array.IndexOf(results, SaveResult.Saved);
        Assert.Single(results, SaveResult.Saved);
        Assert.Equal($"by {winner}", Text(await store.FindCurrentAsync(server, policy, default)));
        Assert.Equal($"by {winner}", Text(await store.FindAsync(server, policy, before + 1, default)));
    }

    [Fact]
    public async Task ListRevisionsAsync_OfAPolicy_HasAllNewestFirst()
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, 12);

        var numbers = await store.ListRevisionsAsync(server, policy, default).Select(revision => revision.Number).ToArrayAsync();

        Assert.Equal(Enumerable.Range(1, 12).Reverse(), numbers);
    }

    [Fact]
    public async Task ListAsync_WhenNamesBeginAlike_KeepsPoliciesApart()
    {
        var store = Create();
        var server = Samples.NewServerId();
        string[] names = ["a", "a-", "a-1", "aa"];
        foreach (var name in names)
        {
            await AddAsync(store, server, Samples.PolicyIdOf(name), name.Length);
        }

        await AddAsync(store, Samples.NewServerId(), Samples.PolicyIdOf("b"), 1);

        var current = await store.ListAsync(server, default).ToArrayAsync();
        Assert.Equal(names, current.Select(revision => revision.Policy.Value).Order(StringComparer.Ordinal));
        Assert.All(current, revision => Assert.Equal(revision.Policy.Value.Length, revision.Number));
        Assert.Equal(1, await store.ListRevisionsAsync(server, Samples.PolicyIdOf("a"), default).CountAsync());
    }

    private static async Task AddAsync(IPolicyStore store, ServerId server, PolicyId policy, int revisions)
    {
        for (var number = 1; number <= revisions; number++)
        {
            var revision = Samples.NewRevision(server, policy, number, number.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(SaveResult.Saved, await store.AddAsync(revision, default));
        }
    }

    private static string? Text(PolicyRevision? revision) => revision is null ? null : System.Text.Encoding.UTF8.GetString(revision.Document.Span);

    [Fact]
    public async Task RetireAsync_OfAPolicy_TakesItOutOfForceAndKeepsItsRevisions()
    {
        var store = Create();
        var (server, policy, other) = (Samples.NewServerId(), Samples.NewPolicyId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, 3);
        await AddAsync(store, server, other, 1);

        Assert.Equal(SaveResult.Saved, await store.RetireAsync(server, policy, 3, Samples.Noon, default));

        Assert.Null(await store.FindCurrentAsync(server, policy, default));
        Assert.Equal([other], await store.ListAsync(server, default).Select(revision => revision.Policy).ToArrayAsync());
        Assert.Equal(3, await store.FindLastNumberAsync(server, policy, default));
        Assert.Equal(3, await store.ListRevisionsAsync(server, policy, default).CountAsync());
        Assert.Equal("2", Text(await store.FindAsync(server, policy, 2, default)));
    }

    [Fact]
    public async Task AddAsync_AfterAPolicyWasRetired_GoesOnWithItsNumbers()
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, 2);
        await store.RetireAsync(server, policy, 2, Samples.Noon, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(Samples.NewRevision(server, policy, 1), default));
        Assert.Equal(SaveResult.Conflict, await store.AddAsync(Samples.NewRevision(server, policy, 2), default));
        Assert.Equal(SaveResult.Saved, await store.AddAsync(Samples.NewRevision(server, policy, 3, "third"), default));

        Assert.Equal("third", Text(await store.FindCurrentAsync(server, policy, default)));
        Assert.Equal(1, await store.ListAsync(server, default).CountAsync());
        Assert.Equal(3, await store.FindLastNumberAsync(server, policy, default));
        await store.DeleteRetiredAsync(Samples.Noon.AddYears(1), default);
        Assert.Equal(3, await store.ListRevisionsAsync(server, policy, default).CountAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RetireAsync_OfARevisionThatIsNotCurrent_IsAConflict(int number)
    {
        var store = Create();
        var (server, policy) = (Samples.NewServerId(), Samples.NewPolicyId());
        await AddAsync(store, server, policy, 2);

        Assert.Equal(SaveResult.Conflict, await store.RetireAsync(server, policy, number, Samples.Noon, default));
        Assert.Equal(SaveResult.Conflict, await store.RetireAsync(server, Samples.NewPolicyId(), number, Samples.Noon, default));
        Assert.Equal("2", Text(await store.FindCurrentAsync(server, policy, default)));

        await store.RetireAsync(server, policy, 2, Samples.Noon, default);
        Assert.Equal(SaveResult.Conflict, await store.RetireAsync(server, policy, 2, Samples.Noon, default));
    }

    [Fact]
    public async Task DeleteRetiredAsync_DeletesOnlyRevisionsOfPoliciesRetiredBeforeAndNeverFreesTheirNumbers()
    {
        var store = Create();
        var server = Samples.NewServerId();
        var (old, recent, live) = (Samples.NewPolicyId(), Samples.NewPolicyId(), Samples.NewPolicyId());
        foreach (var policy in new[] { old, recent, live })
        {
            await AddAsync(store, server, policy, 2);
        }

        await store.RetireAsync(server, old, 2, Samples.Noon, default);
        await store.RetireAsync(server, recent, 2, Samples.Noon.AddDays(1), default);

        Assert.InRange(await store.DeleteRetiredAsync(Samples.Noon.AddHours(1), default), 2, int.MaxValue);
        Assert.Equal(0, await store.DeleteRetiredAsync(Samples.Noon.AddHours(1), default));

        Assert.Equal(0, await store.ListRevisionsAsync(server, old, default).CountAsync());
        Assert.Equal(2, await store.ListRevisionsAsync(server, recent, default).CountAsync());
        Assert.Equal(2, await store.ListRevisionsAsync(server, live, default).CountAsync());
        Assert.Equal(2, await store.FindLastNumberAsync(server, old, default));
        Assert.Equal(SaveResult.Saved, await store.AddAsync(Samples.NewRevision(server, old, 3), default));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(256 * 1024)]
    public async Task SaveInvariantsAsync_ReplacesThoseOfTheServer_UntilTheyAreDeleted(int length)
    {
        var store = Create();
        var (server, other, document) = (Samples.NewServerId(), Samples.NewServerId(), new byte[length]);
        new Random(length).NextBytes(document);
        Assert.Null(await store.FindInvariantsAsync(server, default));
        Assert.False(await store.DeleteInvariantsAsync(server, default));
        await store.SaveInvariantsAsync(server, new(new byte[300_000], DateTimeOffset.UnixEpoch, "A"), default);
        var attached = new AttachedInvariants(document, DateTimeOffset.UnixEpoch.AddDays(1), "Ännchen");

        await store.SaveInvariantsAsync(server, attached, default);

        var found = await store.FindInvariantsAsync(server, default);
        Assert.Equal(document, found?.Document.ToArray());
        Assert.Equal(attached with { Document = default }, found! with { Document = default });
        Assert.Null(await store.FindInvariantsAsync(other, default));
        Assert.Empty(await store.ListAsync(server, default).ToListAsync());
        Assert.True(await store.DeleteInvariantsAsync(server, default));
        Assert.Null(await store.FindInvariantsAsync(server, default));
    }
}
