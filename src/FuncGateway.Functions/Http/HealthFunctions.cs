using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FuncGateway.Functions.Http;

/// <summary>Says whether the stores answer; a probe also brings the durable client before the first caller does.</summary>
public sealed class HealthFunctions(HttpEntry entry)
{
    [Function("health")]
    public Task Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Health)] HttpRequest request,
        [DurableClient] DurableTaskClient client) => entry.HandleAsync(request, client);
}
