using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Overview;

/// <summary>Shows what a person wants to know first, in one response, because a page asks for it every few seconds.</summary>
// Nine parameters: one for each part of the overview, and the clock.
internal sealed class OverviewEndpoint(
    UsageReader usage, PendingApprovals approvals, NearLimits limits, ServerStates states, FirstSteps steps, IServerStore servers, IFreezeStore freeze, IVerificationStore verifications, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getOverview", "GET", "/api/overview", Right.See, "Returns the requests of the last 24 hours, what waits for people, and what needs attention.") { Answer = OverviewJson.Default.OverviewView },
        GetAsync);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var all = await servers.ListAsync(cancellationToken).Select(stored => stored.Value).ToListAsync(cancellationToken);
        var day = await usage.ReadDayAsync(cancellationToken);
        var inventories = await states.FindInventoriesAsync(all, cancellationToken);
        var taken = await steps.ReadAsync(all, inventories, day, cancellationToken);
        var view = new OverviewView(
            time.GetUtcNow(),
            [.. day.Hours.Select(HourView.Of)],
            VerdictsView.Of(day.LastHour),
            VerdictsView.Of(day.Last24Hours),
            await approvals.CountAsync(cancellationToken),
            DeniedRuleView.ListOf(day),
            await limits.TryListAsync(day, cancellationToken),
            states.ListOf(all, inventories),
            AuditStateView.Of(await verifications.FindAsync(cancellationToken)),
            FrozenView.Of(await freeze.FindAsync(cancellationToken)),
            !taken.Called,
            taken);
        return new JsonReply<OverviewView>(StatusCodes.Status200OK, view, OverviewJson.Default.OverviewView, TagOf(view));
    }

    // Without the time and the seconds that are left, which differ in every response.
    private static EntityTag TagOf(OverviewView view) => EntityTag.OfBody(JsonSerializer.SerializeToUtf8Bytes(
        view with { At = default, NearLimits = view.NearLimits?.Select(limit => limit with { State = "" }).ToArray() }, OverviewJson.Default.OverviewView));
}
