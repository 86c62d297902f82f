using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>The MCP endpoint. It lists no methods, because the platform answers 404 to those that a trigger does not list.</summary>
public sealed class McpFunctions(HttpEntry entry)
{
    // Bound here because the first request of an instance needs the client, and no other trigger is sure to have run on it.
    [Function("mcp")]
    public Task Mcp(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Mcp)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}
