using FuncGateway.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>The way of every HTTP trigger into the gateway.</summary>
public sealed class HttpEntry(RequestDelegate pipeline, DurableClientSource clients)
{
    /// <summary>Hands the request over, and the bound durable client to whoever waits for it.</summary>
    public Task HandleAsync(HttpRequest request, DurableTaskClient client)
    {
        clients.Supply(client);
        return HandleAsync(request);
    }

    /// <summary>For routes that need nothing durable.</summary>
    public Task HandleAsync(HttpRequest request) => pipeline(request.HttpContext);
}
