using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FuncGateway.Functions.Tests.Http;

public sealed class HttpEntryTests
{
    private readonly BoundDurableClientSource _clients = new(new FakeTimeProvider());
    private readonly List<HttpContext> _handled = [];
    private readonly DefaultHttpContext _context = new();

    [Fact]
    public async Task Handle_OfARequest_HandsItsContextToThePipeline()
    {
        await new ConsoleFunctions(Entry()).Console(_context.Request);
        Assert.Same(_context, Assert.Single(_handled));
    }

    [Fact]
    public async Task Handle_WithTheDurableClient_SuppliesItBeforeThePipelineNeedsIt()
    {
        var client = new Mock<DurableTaskClient>("bound").Object;
        DurableTaskClient? seen = null;
        var entry = new HttpEntry(async _ => seen = await _clients.UseAsync(Task.FromResult, CancellationToken.None), _clients);
        await new McpFunctions(entry).Mcp(_context.Request, client);
        Assert.Same(client, seen);
    }

    private HttpEntry Entry() => new(
        context =>
        {
            _handled.Add(context);
            return Task.CompletedTask;
        },
        _clients);
}
