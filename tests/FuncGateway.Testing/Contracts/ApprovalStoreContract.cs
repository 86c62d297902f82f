using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every approval store must pass.</summary>
public abstract class ApprovalStoreContract
{
    private static readonly byte[] Arguments = [.. Enumerable.Range(0, 150_000).Select(number => (byte)number)];

    protected abstract IApprovalStore Create();

    [Fact]
    public async Task AddAsync_OfAnApproval_IsFoundAsItWasWithItsArguments()
    {
        var store = Create();
        var approval = Samples.NewApproval();

        Assert.Equal(SaveResult.Saved, await store.AddAsync(approval, Arguments, default));

        Assert.Equal(approval, (await store.FindAsync(approval.Id, default))?.Value);
        Assert.Equal(Arguments, await store.FindArgumentsAsync(approval.Id, default));
    }

    [Fact]
    public async Task FindAsync_OfAnApprovalNobodyAdded_IsNull()
    {
        var store = Create();
        var id = Samples.NewApproval().Id;

        Assert.Null(await store.FindAsync(id, default));
        Assert.Null(await store.FindArgumentsAsync(id, default));
        Assert.Empty(await store.ListRoundsAsync(id.Call, default));
    }

    [Fact]
    public async Task SaveAsync_WithEveryFieldSet_KeepsThemAllAndTheArguments()
    {
        var store = Create();
        var (approval, version) = await AddedAsync(store, Samples.NewApproval());
        var changed = approval with
        {
            State = ApprovalState.Consumed,
            Answer = new ApprovalAnswer("Größe@example.com", Samples.Noon.AddMinutes(1).AddTicks(7), "because 'it' is \"fine\" 日本"),
            ConsumedAt = Samples.Noon.AddMinutes(2),
            ConsumedBy = "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            Ending = new ApprovalEnding(RunOutcome.Error, true, Samples.Noon.AddMinutes(3)),
            ToldAt = Samples.Noon.AddMinutes(4),
            Before = new ApprovalRun(approval.Id, "01ARZ3NDEKTSV4RRFFQ69G5FAW", Samples.Noon.AddDays(-1), RunOutcome.Answered, true),
            WatchedAt = Samples.Noon.AddSeconds(1),
            Webhook = new WebhookDelivery(3, Samples.Noon.AddSeconds(2), "The webhook answered HTTP 500.", Samples.Noon.AddSeconds(3)),
            Opened = new ApprovalOpened("Größe@example.com", Samples.Noon.AddSeconds(30).AddTicks(7)),
        };

        Assert.Equal(SaveResult.Saved, await store.SaveAsync(changed, version, default));

        Assert.Equal(changed, (await store.FindAsync(approval.Id, default))?.Value);
        Assert.Equal(Arguments, await store.FindArgumentsAsync(approval.Id, default));
    }

    [Fact]
    public async Task AddAsync_OfARoundThatExists_IsAConflictAndKeepsTheFirst()
    {
        var store = Create();
        var first = Samples.NewApproval();
        await store.AddAsync(first, Arguments, default);

        var second = first with { CreatedAt = first.CreatedAt.AddSeconds(1) };
        Assert.Equal(SaveResult.Conflict, await store.AddAsync(second, "other"u8.ToArray(), default));

        Assert.Equal(first, (await store.FindAsync(first.Id, default))?.Value);
        Assert.Equal(Arguments, await store.FindArgumentsAsync(first.Id, default));
        Assert.Single(await AllAsync(store, ApprovalState.Pending), approval => approval.Id == first.Id);
        Assert.Single(await AllAsync(store, null), approval => approval.Id == first.Id);
    }

    [Fact]
    public async Task SaveAsync_ByTwoWithTheSameVersion_LetsOneThrough()
    {
        var store = Create();
        var (approval, version) = await AddedAsync(store, Samples.NewApproval());
        var (approved, refused) = (approval with { State = ApprovalState.Approved }, approval with { State = ApprovalState.Refused });

        var results = await Task.WhenAll(store.SaveAsync(approved, version, default), store.SaveAsync(refused, version, default));

        Assert.Single(results, SaveResult.Saved);
        var kept = (await store.FindAsync(approval.Id, default))?.Value.State;
        Assert.Equal(results[0] == SaveResult.Saved ? ApprovalState.Approved : ApprovalState.Refused, kept);
    }

    [Fact]
    public async Task ListRoundsAsync_OfACallAskedForManyTimes_HasTheLatestFirst()
    {
        var store = Create();
        var approval = Samples.NewApproval();
        for (var round = 1; round <= 12; round++)
        {
            await store.AddAsync(approval, Arguments, default);
            approval = approval with { Id = approval.Id.Next(), CreatedAt = approval.CreatedAt.AddMinutes(1) };
        }

        await store.AddAsync(Samples.NewApproval(), Arguments, default);

        var rounds = await store.ListRoundsAsync(approval.Id.Call, default);
        Assert.Equal([12, 11, 10, 9], rounds.Select(stored => stored.Value.Id.Round));
    }

    [Fact]
    public async Task ListAsync_OfPendingOnes_HasTheOldestFirstPageByPageAndNoOthers()
    {
        var store = Create();
        var added = await AddedAsync(store, count: 5);
        var decided = await store.FindAsync(added[2].Id, default);
        Assert.NotNull(decided);
        await store.SaveAsync(decided.Value with { State = ApprovalState.Refused }, decided.Version, default);

        var listed = await AllAsync(store, ApprovalState.Pending, pageSize: 2);

        Assert.Equal([added[0].Id, added[1].Id, added[3].Id, added[4].Id], listed.Select(approval => approval.Id).Where(id => added.Any(each => each.Id == id)));
    }

    [Fact]
    public async Task ListAsync_OfOtherStatesAndOfAll_HasTheNewestFirst()
    {
        var store = Create();
        var added = await AddedAsync(store, count: 4);
        foreach (var each in added.Take(2))
        {
            var stored = await store.FindAsync(each.Id, default);
            Assert.NotNull(stored);
            await store.SaveAsync(stored.Value with { State = ApprovalState.Expired }, stored.Version, default);
        }

        var expired = (await AllAsync(store, ApprovalState.Expired, pageSize: 1)).Select(approval => approval.Id);
        var all = (await AllAsync(store, null, pageSize: 3)).Select(approval => approval.Id).Where(id => added.Any(each => each.Id == id));

        Assert.Equal([added[1].Id, added[0].Id], expired.Where(id => added.Any(each => each.Id == id)));
        Assert.Equal([added[3].Id, added[2].Id, added[1].Id, added[0].Id], all);
    }

    [Fact]
    public async Task ListAsync_WithACursorThatIsNotOne_SaysSo() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Create().ListAsync(new ApprovalQuery(), "nonsense", 10, default));

    [Fact]
    public async Task DeleteAsync_OfOldOnes_TakesThemWithTheirArgumentsAndLeavesWhatIsOpen()
    {
        var store = Create();
        var old = Samples.NewApproval() with { CreatedAt = Samples.Noon.AddDays(-40), State = ApprovalState.Expired };
        var open = Samples.NewApproval() with { CreatedAt = Samples.Noon.AddDays(-40), Timeout = TimeSpan.FromDays(50) };
        var young = Samples.NewApproval() with { CreatedAt = Samples.Noon.AddDays(-10), State = ApprovalState.Expired };
        foreach (var approval in new[] { old, open, young })
        {
            await store.AddAsync(approval, Arguments, default);
        }

        Assert.True(await store.DeleteAsync(Samples.Noon.AddDays(-30), Samples.Noon, default) >= 1);

        Assert.Null(await store.FindAsync(old.Id, default));
        Assert.Null(await store.FindArgumentsAsync(old.Id, default));
        Assert.NotNull(await store.FindAsync(open.Id, default));
        Assert.NotNull(await store.FindArgumentsAsync(open.Id, default));
        Assert.NotNull(await store.FindAsync(young.Id, default));
        Assert.DoesNotContain(await AllAsync(store, null), approval => approval.Id == old.Id);
    }

    [Theory]
    [InlineData(ApprovalState.Pending, true)]
    [InlineData(ApprovalState.Pending, false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public async Task ListAsync_OfAGrantAndATool_HasThoseInTheOrderAskedFor(ApprovalState? state, bool isNewestFirst)
    {
        var store = Create();
        var (grant, added) = (GrantId.New(Samples.Noon), new List<Approval>());
        foreach (var (minute, tool, isOthers) in new[] { (0, "pay", false), (1, "pay", true), (2, "it's", false), (3, "pay", false), (4, "Pay", false), (5, "pay", false) })
        {
            var approval = Samples.NewApproval() with { CreatedAt = Samples.Noon.AddMinutes(minute) };
            added.Add(approval with { Subject = approval.Subject with { Tool = tool, Grant = isOthers ? approval.Subject.Grant : grant } });
            await store.AddAsync(added[^1], Arguments, default);
        }

        var listed = await ListedAsync(store, new ApprovalQuery(state, grant, "pay") { IsNewestFirst = isNewestFirst }, pageSize: 2);
        var quoted = await ListedAsync(store, new ApprovalQuery(state, grant, "it's"), pageSize: 2);

        int[] expected = isNewestFirst ? [5, 3, 0] : [0, 3, 5];
        Assert.Equal(expected.Select(index => added[index].Id), listed.Select(approval => approval.Id));
        Assert.Equal([added[2].Id], quoted.Select(approval => approval.Id));
    }

    [Fact]
    public async Task CountPendingAsync_OfAGrant_CountsItsPendingOnesThatHaveTimeLeft()
    {
        var store = Create();
        var grant = GrantId.New(Samples.Noon);
        for (var minute = 0; minute < 4; minute++)
        {
            var approval = Samples.NewApproval() with { CreatedAt = Samples.Noon.AddMinutes(minute) };
            await store.AddAsync(approval with { Subject = approval.Subject with { Grant = grant } }, Arguments, default);
        }

        await store.AddAsync(Samples.NewApproval(), Arguments, default);
        var (first, version) = await FirstOfAsync(store, grant);

        Assert.Equal(4, await store.CountPendingAsync(grant, 20, Samples.Noon.AddMinutes(4), default));
        Assert.Equal(3, await store.CountPendingAsync(grant, 3, Samples.Noon.AddMinutes(4), default));
        await store.SaveAsync(first with { State = ApprovalState.Refused }, version, default);
        Assert.Equal(3, await store.CountPendingAsync(grant, 20, Samples.Noon.AddMinutes(4), default));
        Assert.Equal(2, await store.CountPendingAsync(grant, 3, Samples.Noon.AddMinutes(16), default));
    }

    [Fact]
    public async Task WithdrawAsync_OfAPendingApproval_LeavesNothingOfIt()
    {
        var store = Create();
        var approval = Samples.NewApproval();
        await store.AddAsync(approval, Arguments, default);

        Assert.True(await store.WithdrawAsync(approval.Id, default));

        Assert.Null(await store.FindAsync(approval.Id, default));
        Assert.Null(await store.FindArgumentsAsync(approval.Id, default));
        Assert.Empty((await store.ListAsync(new ApprovalQuery(ApprovalState.Pending, approval.Subject.Grant), null, 1, default)).Approvals);
        Assert.Equal(0, await store.CountPendingAsync(approval.Subject.Grant, 1, approval.CreatedAt, default));
        Assert.False(await store.WithdrawAsync(approval.Id, default));
        Assert.Equal(SaveResult.Saved, await store.AddAsync(approval, Arguments, default));
    }

    [Fact]
    public async Task WithdrawAsync_OfADecidedApproval_KeepsIt()
    {
        var store = Create();
        var approval = Samples.NewApproval();
        await store.AddAsync(approval, Arguments, default);
        var stored = await store.FindAsync(approval.Id, default) ?? throw new InvalidOperationException("It was added.");
        await store.SaveAsync(approval with { State = ApprovalState.Approved }, stored.Version, default);

        Assert.False(await store.WithdrawAsync(approval.Id, default));

        Assert.NotNull(await store.FindAsync(approval.Id, default));
    }

    private static async Task<(Approval Approval, RowVersion Version)> FirstOfAsync(IApprovalStore store, GrantId grant)
    {
        var stored = (await store.ListAsync(new ApprovalQuery(ApprovalState.Pending, grant), null, 1, default)).Approvals[0];
        return (stored.Value, stored.Version);
    }

    private static Task<IReadOnlyList<Approval>> AllAsync(IApprovalStore store, ApprovalState? state, int pageSize = 50) =>
        ListedAsync(store, new ApprovalQuery(state), pageSize);

    private static async Task<IReadOnlyList<Approval>> ListedAsync(IApprovalStore store, ApprovalQuery query, int pageSize)
    {
        var all = new List<Approval>();
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(query, cursor, pageSize, default);
            Assert.True(page.Approvals.Count <= pageSize);
            all.AddRange(page.Approvals.Select(stored => stored.Value));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return all;
    }

    private static async Task<IReadOnlyList<Approval>> AddedAsync(IApprovalStore store, int count)
    {
        var added = Enumerable.Range(0, count).Select(minute => Samples.NewApproval() with { CreatedAt = Samples.Noon.AddMinutes(minute) }).ToArray();
        foreach (var approval in added.Reverse())
        {
            await store.AddAsync(approval, Arguments, default);
        }

        return added;
    }

    private static async Task<(Approval Approval, RowVersion Version)> AddedAsync(IApprovalStore store, Approval approval)
    {
        await store.AddAsync(approval, Arguments, default);
        var stored = await store.FindAsync(approval.Id, default);
        Assert.NotNull(stored);
        return (stored.Value, stored.Version);
    }
}
