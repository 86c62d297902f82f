using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Tests.Approvals;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Core.Tests;

/// <summary>A write whose response is lost is repeated by the client of the store, and then conflicts with itself. It must count as saved.</summary>
public sealed class RepeatedWriteTests
{
    [Fact]
    public async Task RotateAsync_InConflictWithItself_IsSavedWithTheReturnedToken()
    {
        var stored = new InMemoryGrantStore();
        var grant = Samples.NewGrant();
        await stored.AddAsync(grant, default);
        var store = new Mock<IGrantStore>();
        store.Setup(each => each.FindAsync(grant.Id, default)).Returns(() => stored.FindAsync(grant.Id, default));
        store.Setup(each => each.SaveAsync(It.IsAny<Grant>(), It.IsAny<RowVersion>(), default))
            .Returns((Grant changed, RowVersion version, CancellationToken _) => ConflictAfter(stored.SaveAsync(changed, version, default)));

        var (edit, token) = await new GrantEditing(store.Object, new InMemoryServerStore(), new GrantRevocation(store.Object, TimeProvider.System)).RotateAsync(grant.Id, Samples.Noon, _ => true, default);

        Assert.IsType<GrantEdit.Saved>(edit);
        Assert.Equal(grant with { Token = token.Hash, OldToken = new OldToken(grant.Token, Samples.Noon) }, await stored.FindByTokenAsync(token.Hash, default));
        store.Verify(each => each.SaveAsync(It.IsAny<Grant>(), It.IsAny<RowVersion>(), default), Times.Once);
    }

    [Fact]
    public async Task RotateAsync_WhoseLostWriteIsChangedByAnother_KeepsTheTokenBeforeItAsTheOldOne()
    {
        var stored = new InMemoryGrantStore();
        var grant = Samples.NewGrant();
        await stored.AddAsync(grant, default);
        var store = new Mock<IGrantStore>();
        store.Setup(each => each.FindAsync(grant.Id, default)).Returns(() => stored.FindAsync(grant.Id, default));
        var saves = 0;
        store.Setup(each => each.SaveAsync(It.IsAny<Grant>(), It.IsAny<RowVersion>(), default)).Returns(async (Grant changed, RowVersion version, CancellationToken _) =>
        {
            var saved = await stored.SaveAsync(changed, version, default);
            if (saves++ > 0)
            {
                return saved;
            }

            var written = await stored.FindAsync(grant.Id, default);
            Assert.NotNull(written);
            await stored.SaveAsync(written.Value with { Label = "Renamed" }, written.Version, default);
            return SaveResult.Conflict;
        });

        var (_, token) = await new GrantEditing(store.Object, new InMemoryServerStore(), new GrantRevocation(store.Object, TimeProvider.System)).RotateAsync(grant.Id, Samples.Noon, _ => true, default);

        var found = await stored.FindByTokenAsync(token.Hash, default);
        Assert.Equal(grant with { Label = "Renamed", Token = token.Hash, OldToken = new OldToken(grant.Token, Samples.Noon) }, found);
    }

    [Fact]
    public async Task EditAsync_WhoseLostWriteIsChangedByAnother_StillChecksTheServersThatItAdded()
    {
        var (stored, time) = (new InMemoryGrantStore(), new FakeTimeProvider(Samples.Noon));
        var (grant, gone) = (Samples.NewGrant(), Samples.NewServerId());
        await stored.AddAsync(grant, default);
        var (store, isLost) = (new Mock<IGrantStore>(), false);
        store.Setup(each => each.FindAsync(grant.Id, default)).Returns(() => stored.FindAsync(grant.Id, default));
        store.Setup(each => each.SaveAsync(It.IsAny<Grant>(), It.IsAny<RowVersion>(), default)).Returns(async (Grant changed, RowVersion version, CancellationToken _) =>
        {
            var result = await stored.SaveAsync(changed, version, default);
            if (isLost)
            {
                return result;
            }

            isLost = true;
            var saved = await stored.FindAsync(grant.Id, default);
            await stored.SaveAsync(changed with { Label = "another" }, saved?.Version ?? default, default);
            return SaveResult.Conflict;
        });

        var edit = await new GrantEditing(store.Object, new InMemoryServerStore(), new GrantRevocation(store.Object, time)).EditAsync(
            grant.Id, each => Task.FromResult<Grant?>(each.Value with { Access = new GrantAccess([.. grant.Access, new ServerAccess(gone, null)]) }), default);

        Assert.Equal(gone, Assert.IsType<GrantEdit.NoServer>(edit).Server);
        Assert.Null((await stored.FindAsync(grant.Id, default))?.Value.Access.Find(gone));
    }

    [Fact]
    public async Task PublishAsync_InConflictWithItself_PublishesOnce()
    {
        var stored = new InMemoryPolicyStore();
        var (server, policy) = (Samples.NewServerId(), Samples.NewApproval().Subject.Policy);
        var store = new Mock<IPolicyStore>();
        store.Setup(each => each.FindCurrentAsync(server, policy, default)).Returns(() => stored.FindCurrentAsync(server, policy, default));
        store.Setup(each => each.AddAsync(It.IsAny<PolicyRevision>(), default))
            .Returns((PolicyRevision revision, CancellationToken _) => ConflictAfter(stored.AddAsync(revision, default)));

        var checks = new PolicyChecks(new InMemoryInventoryStore());
        var result = await new PolicyPublishing(store.Object, checks, new InvariantChecks(store.Object, checks), new FakeTimeProvider(Samples.Noon)).PublishAsync(
            new PolicyDraft(server, policy, """{"version":"1","default":"deny"}"""u8.ToArray()), "eva", null, current => current is null, default);

        Assert.Equal(1, Assert.IsType<PublishResult.Published>(result).Revision.Number);
        Assert.Equal(1, (await stored.FindCurrentAsync(server, policy, default))?.Number);
    }

    [Theory]
    [InlineData(true, ApprovalState.Approved)]
    [InlineData(false, ApprovalState.Refused)]
    public async Task DecideAsync_InConflictWithItself_IsDone(bool approves, ApprovalState state)
    {
        await using var world = new FlowWorld();
        var approval = Samples.NewApproval();
        await world.Store.AddAsync(approval, default, default);
        world.Store.AfterNextSave = () => Task.FromResult(SaveResult.Conflict);

        Assert.IsType<ApprovalChange.Done>(await world.DecideAsync(approval.Id, approves));

        Assert.Equal(state, (await world.GetAsync(approval.Id)).State);
    }

    private static async Task<SaveResult> ConflictAfter(Task<SaveResult> write)
    {
        Assert.Equal(SaveResult.Saved, await write);
        return SaveResult.Conflict;
    }
}
