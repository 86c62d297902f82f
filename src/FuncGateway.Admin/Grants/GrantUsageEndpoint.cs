using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Access;
using FuncGateway.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Shows what a grant was used for, and how much of its limits is left.</summary>
internal sealed class GrantUsageEndpoint(IGrantStore grants, UsageReader usage, CounterReader counters, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getGrantUsage", "GET", GrantEndpoints.Each + "/usage", Right.See, "Returns the requests of a grant in the last hour, 24 hours and 7 days, by server, tool and rule, and the current state of the counters that limit it.") { Answer = GrantJson.Default.GrantUsageView, Statuses = [200, 404] },
            GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        if (await grants.FindAsync(id, cancellationToken) is not { Value: var grant })
        {
            return GrantEndpoints.Unknown(id);
        }

        var view = GrantUsageView.Of(grant, await usage.ReadAsync(id, cancellationToken), await counters.ReadAsync(grant, cancellationToken), time.GetUtcNow());
        return new JsonReply<GrantUsageView>(StatusCodes.Status200OK, view, GrantJson.Default.GrantUsageView);
    }
}
