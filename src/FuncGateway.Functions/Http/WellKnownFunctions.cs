using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Http;

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
