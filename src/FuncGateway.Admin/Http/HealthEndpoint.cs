using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Http;

/// <summary>Whether this gateway can decide anything at all: without its stores it refuses every call.</summary>
internal sealed class HealthEndpoint(IStoreHealth stores)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getHealth", "GET", Paths.Health, null, "200 when the stores answer, 503 otherwise.") { Answer = HttpJson.Default.Health },
        GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) =>
        await stores.AnswersAsync(cancellationToken)
            ? new JsonReply<Health>(StatusCodes.Status200OK, new("ok"), HttpJson.Default.Health)
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "The stores do not answer; every call is refused until they do.");
}
