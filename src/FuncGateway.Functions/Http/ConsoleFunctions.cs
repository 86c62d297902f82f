using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Http;

/// <summary>The console's pages.</summary>
public sealed class ConsoleFunctions(HttpEntry entry)
{
    [Function("console")]
    public Task Console([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Console)] HttpRequest request) =>
        entry.HandleAsync(request);
}
