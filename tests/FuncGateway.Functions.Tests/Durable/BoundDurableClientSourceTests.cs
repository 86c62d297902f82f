using FuncGateway.Core;
using FuncGateway.Functions.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class BoundDurableClientSourceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DurableTaskClient _client = new Mock<DurableTaskClient>("first").Object;

    [Fact]
    public async Task Use_BeforeAClientIsSupplied_WaitsForIt()
    {
        var source = new BoundDurableClientSource(_time);
        var used = source.UseAsync(Task.FromResult, CancellationToken.None);
        Assert.False(used.IsCompleted);
        source.Supply(_client);
        Assert.Same(_client, await used);
    }

    [Fact]
    public async Task Use_WhenNoClientComes_IsRefusedAtTheDeadline()
    {
        var source = new BoundDurableClientSource(_time);
        var used = source.UseAsync(Task.FromResult, CancellationToken.None);
        _time.Advance(BoundDurableClientSource.ClientTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(used.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => used);
    }

    [Fact]
    public async Task Use_WhenTheCallerGivesUp_IsCancelled()
    {
        using var caller = new CancellationTokenSource();
        var used = new BoundDurableClientSource(_time).UseAsync(Task.FromResult, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => used);
    }

    [Fact]
    public async Task Use_AfterAnotherClientWasSupplied_TakesTheLatest()
    {
        var source = new BoundDurableClientSource(_time);
        source.Supply(_client);
        var later = new Mock<DurableTaskClient>("later").Object;
        source.Supply(later);
        Assert.Same(later, await source.UseAsync(Task.FromResult, CancellationToken.None));
    }

    [Fact]
    public async Task Supply_OfManyClients_DisposesNone()
    {
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "strict");
        var source = new BoundDurableClientSource(_time);
        source.Supply(client.Object);
        source.Supply(_client);
        Assert.Same(_client, await source.UseAsync(Task.FromResult, CancellationToken.None));
        client.Verify(each => each.DisposeAsync(), Times.Never);
    }
}
