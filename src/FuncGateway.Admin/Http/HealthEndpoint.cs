using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Http;

/// <summary>Reports whether the stores are reachable; without them the gateway refuses every call.</summary>
internal sealed class HealthEndpoint(IStoreHealth stores)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getHealth", "GET", Paths.Health, null, "200 if the stores are reachable, otherwise 503.") { Answer = HttpJson.Default.Health },
        GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) =>
        await stores.AnswersAsync(cancellationToken)
            ? new JsonReply<Health>(StatusCodes.Status200OK, new("ok"), HttpJson.Default.Health)
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "The stores are not reachable; every call is refused until they are.");
}

internal sealed record Health(string Status);
