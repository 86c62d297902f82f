using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>Whether this gateway can decide anything at all: without its stores it refuses every call.</summary>
internal sealed class HealthEndpoint(IStoreHealth stores)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getHealth", "GET", "/" + Routes.Health, null, "200 when the stores answer, 503 otherwise.") { Answer = AdminJson.Default.Health },
        GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) =>
        await stores.AnswersAsync(cancellationToken)
            ? new JsonReply<Health>(StatusCodes.Status200OK, new("ok"), AdminJson.Default.Health)
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "The stores do not answer; every call is refused until they do.");
}
