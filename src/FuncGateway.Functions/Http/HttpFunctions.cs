using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>The MCP endpoint. The trigger lists no methods, because the platform answers 404 to methods that a trigger does not list.</summary>
public sealed class McpFunctions(HttpEntry entry)
{
    // The client is bound here because the first request of an instance needs it, and no other trigger is certain to have run before.
    [Function("mcp")]
    public Task Mcp(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Mcp)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);

    [Function("mcp-alias")]
    public Task McpAlias(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.McpAlias)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}

/// <summary>The admin API. It binds the durable client, because a decision on an approval sends an event to the waiting orchestration.</summary>
public sealed class ApiFunctions(HttpEntry entry)
{
    [Function("api")]
    public Task Api(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Api)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}

/// <summary>The web console.</summary>
public sealed class ConsoleFunctions(HttpEntry entry)
{
    [Function("console")]
    public Task Console([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Console)] HttpRequest request) =>
        entry.HandleAsync(request);
}

/// <summary>The health check. It binds the durable client, so that a probe supplies it before the first call arrives.</summary>
public sealed class HealthFunctions(HttpEntry entry)
{
    [Function("health")]
    public Task Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Health)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}

/// <summary>The root path, where the platform would otherwise show its own page.</summary>
public sealed class RootFunctions(HttpEntry entry)
{
    [Function("root")]
    public Task Root([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Root)] HttpRequest request) =>
        entry.HandleAsync(request);
}

/// <summary>The paths where clients look for an OAuth server. The gateway must answer them instead of the platform.</summary>
public sealed class WellKnownFunctions(HttpEntry entry)
{
    [Function("well-known")]
    public Task WellKnown([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.WellKnown)] HttpRequest request) =>
        entry.HandleAsync(request);

    [Function("register")]
    public Task Register([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Register)] HttpRequest request) =>
        entry.HandleAsync(request);
}
