using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>The admin API. It brings the durable client: a decision on an approval is told to the flow that waits for it.</summary>
public sealed class ApiFunctions(HttpEntry entry)
{
    [Function("api")]
    public Task Api(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Api)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}
