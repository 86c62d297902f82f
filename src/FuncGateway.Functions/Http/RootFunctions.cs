using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Http;

/// <summary>Takes <c>/</c> over, where the platform would show a page of its own.</summary>
public sealed class RootFunctions(HttpEntry entry)
{
    [Function("root")]
    public Task Root([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Root)] HttpRequest request) =>
        entry.HandleAsync(request);
}
