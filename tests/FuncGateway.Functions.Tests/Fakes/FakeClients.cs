using FuncGateway.Functions.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Moq;

namespace FuncGateway.Functions.Tests.Fakes;

internal static class FakeClients
{
    public static Mock<DurableTaskClient> Over(DurableEntityClient entities)
    {
        var client = new Mock<DurableTaskClient>("fake");
        client.Setup(each => each.Entities).Returns(entities);
        return client;
    }

    public static DurableClientSource SourceOf(DurableTaskClient client, TimeProvider time)
    {
        var source = new DurableClientSource(time);
        source.Supply(client);
        return source;
    }
}
