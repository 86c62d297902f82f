using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Tasks;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every task store must pass.</summary>
public abstract class TaskStoreContract
{
    protected abstract ITaskStore Create();

    [Fact]
    public async Task AddAsync_OfANewTask_IsFoundWithItsOwner()
    {
        var store = Create();
        var (task, owner) = (NewKey(), NewOwner());

        Assert.Equal(SaveResult.Saved, await store.AddAsync(task, owner, default));

        Assert.Equal(owner, await store.FindAsync(task, default));
    }

    [Fact]
    public async Task AddAsync_OfATaskThatHasAnOwner_IsAConflict_AndTheFirstKeepsIt()
    {
        var store = Create();
        var (task, owner) = (NewKey(), NewOwner());
        await store.AddAsync(task, owner, default);

        Assert.Equal(SaveResult.Conflict, await store.AddAsync(task, NewOwner(), default));

        Assert.Equal(owner, await store.FindAsync(task, default));
    }

    [Fact]
    public async Task FindAsync_OfTheSameIdAtAnotherServerOrAddress_IsNull()
    {
        var store = Create();
        var server = Samples.NewServer();
        await store.AddAsync(TaskKey.Of(server, "t"), NewOwner(), default);

        Assert.Null(await store.FindAsync(TaskKey.Of(Samples.NewServer(), "t"), default));
        Assert.Null(await store.FindAsync(TaskKey.Of(server with { UpstreamUrl = new Uri("https://other.example.com/mcp") }, "t"), default));
        Assert.Null(await store.FindAsync(TaskKey.Of(server, "T"), default));
    }

    [Fact]
    public async Task DeleteExpiredAsync_DeletesWhatHasExpired_AndNothingElse()
    {
        var store = Create();
        var (old, current) = (NewKey(), NewKey());
        await store.AddAsync(old, NewOwner() with { ExpiresAt = Samples.Noon.AddSeconds(-1) }, default);
        await store.AddAsync(current, NewOwner() with { ExpiresAt = Samples.Noon }, default);

        Assert.InRange(await store.DeleteExpiredAsync(Samples.Noon, default), 1, int.MaxValue);

        Assert.Null(await store.FindAsync(old, default));
        Assert.NotNull(await store.FindAsync(current, default));
    }

    private static TaskKey NewKey() => TaskKey.Of(Samples.NewServer(), "task-1");

    private static TaskOwner NewOwner() => new(GrantId.New(Samples.Noon), Samples.Noon.AddDays(1));
}
