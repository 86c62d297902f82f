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

/// <summary>The admin API. It brings the durable client: a decision on an approval is told to the flow that waits for it.</summary>
public sealed class ApiFunctions(HttpEntry entry)
{
    [Function("api")]
    public Task Api(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Api)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}

/// <summary>The console's pages.</summary>
public sealed class ConsoleFunctions(HttpEntry entry)
{
    [Function("console")]
    public Task Console([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Console)] HttpRequest request) =>
        entry.HandleAsync(request);
}

/// <summary>Says whether the stores answer; a probe also brings the durable client before the first caller does.</summary>
public sealed class HealthFunctions(HttpEntry entry)
{
    [Function("health")]
    public Task Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Health)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}

/// <summary>Takes <c>/</c> over, where the platform would show a page of its own.</summary>
public sealed class RootFunctions(HttpEntry entry)
{
    [Function("root")]
    public Task Root([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Root)] HttpRequest request) =>
        entry.HandleAsync(request);
}

/// <summary>Where clients look for an OAuth server before they use the token they were given: the gateway answers, not the platform.</summary>
public sealed class WellKnownFunctions(HttpEntry entry)
{
    [Function("well-known")]
    public Task WellKnown([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.WellKnown)] HttpRequest request) =>
        entry.HandleAsync(request);

    [Function("register")]
    public Task Register([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Register)] HttpRequest request) =>
        entry.HandleAsync(request);
}
