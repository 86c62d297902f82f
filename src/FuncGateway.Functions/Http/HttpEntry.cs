using FuncGateway.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>Passes the requests of all HTTP triggers to the gateway.</summary>
public sealed class HttpEntry(RequestDelegate pipeline, BoundDurableClientSource clients)
{
    /// <summary>Handles a request and makes the bound durable client available to background work.</summary>
    public Task HandleAsync(HttpRequest request, DurableTaskClient client)
    {
        clients.Supply(client);
        return HandleAsync(request);
    }

    /// <summary>Handles a request on a route that needs no durable client.</summary>
    public Task HandleAsync(HttpRequest request) => pipeline(request.HttpContext);
}
