using DurableTask.Core.Exceptions;
using FuncGateway.Core;
using FuncGateway.Core.Durable;
using FuncGateway.Functions.Durable;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class DurableFlowsTests
{
    private readonly Mock<DurableTaskClient> _client = new("fake");

    [Fact]
    public async Task Start_OfAFlow_NamesItAndItsInstance()
    {
        await Flows().StartAsync("approval", "id-1", "row-1", CancellationToken.None);
        _client.Verify(client => client.ScheduleNewOrchestrationInstanceAsync(
            new TaskName("approval"), "row-1", new StartOrchestrationOptions("id-1", null), CancellationToken.None));
        Assert.Single(_client.Invocations);
    }

    [Fact]
    public async Task Start_WhenThatInstanceStillRuns_DoesNothing()
    {
        StartThrows(new OrchestrationAlreadyExistsException("It runs."));
        await Flows().StartAsync("approval", "id-1", "row-1", CancellationToken.None);
        Assert.Equal(nameof(DurableTaskClient.ScheduleNewOrchestrationInstanceAsync), Assert.Single(_client.Invocations).Method.Name);
    }

    [Fact]
    public async Task Start_WhenTheBackendFails_IsAStoreThatDoesNotAnswer()
    {
        StartThrows(new RpcException(new Status(StatusCode.Unavailable, "gone")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Flows().StartAsync("approval", "id-1", "row-1", CancellationToken.None));
    }

    [Fact]
    public async Task Raise_OfAnEvent_NamesTheInstance()
    {
        await Flows().RaiseAsync("id-1", "decision", "approved", CancellationToken.None);
        _client.Verify(client => client.RaiseEventAsync("id-1", "decision", "approved", CancellationToken.None));
        Assert.Single(_client.Invocations);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task Raise_ToAnInstanceThatIsGone_HasNoEffect(StatusCode status)
    {
        RaiseThrows(status);
        await Flows().RaiseAsync("id-1", "decision", "approved", CancellationToken.None);
        Assert.Equal(nameof(DurableTaskClient.RaiseEventAsync), Assert.Single(_client.Invocations).Method.Name);
    }

    [Fact]
    public async Task Raise_WhenTheBackendFails_IsAStoreThatDoesNotAnswer()
    {
        RaiseThrows(StatusCode.Unavailable);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Flows().RaiseAsync("id-1", "decision", "approved", CancellationToken.None));
    }

    private DurableFlows Flows()
    {
        var source = new BoundDurableClientSource(new FakeTimeProvider());
        source.Supply(_client.Object);
        return new DurableFlows(source);
    }

    private void StartThrows(Exception exception) =>
        _client
            .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(exception);

    private void RaiseThrows(StatusCode status) =>
        _client
            .Setup(client => client.RaiseEventAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RpcException(new Status(status, "gone")));
}
