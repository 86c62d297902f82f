using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Lists, shows and revokes grants.</summary>
// Five parameters: the stores, the usage that lists show, what revokes, and the clock.
internal sealed class GrantEndpoints(IServerStore servers, IGrantStore grants, UsageReader usage, GrantRevocation revocation, TimeProvider time)
{
    public const string OfServer = "/api/servers/{server}/grants";
    public const string Each = "/api/grants/{grant}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listGrants", "GET", OfServer, Right.See, "Lists the grants of a server, without tokens, and how much each is used.") { Answer = GrantJson.Default.ListingGrant, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("getGrant", "GET", Each, Right.See, "Returns one grant, without its token.") { Answer = GrantJson.Default.GrantView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("revokeGrant", "DELETE", Each, Right.Administer, "Revokes a grant permanently.") { Statuses = [204, 404, 412], MayProceedUnrecorded = true },
            RevokeAsync);

    public static IResult Unknown(GrantId id) => Problems.NotFound($"There is no grant '{id}'.");

    public static IResult Revoked(Grant grant) => Problems.Conflict($"Grant '{grant.Id}' was revoked at {TimeText.Of(grant.RevokedAt)}, which is permanent. Create a new grant instead.");

    /// <summary>The only response with a token.</summary>
    public static IResult WithToken(HttpRequest request, Grant grant, GrantToken token) => new JsonReply<GrantWithToken>(
        StatusCodes.Status201Created, new(grant.Id.Value, token.Value, PublicAddress.McpUrl(request, grant.Server)), GrantJson.Default.GrantWithToken);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal))
        {
            return refusal;
        }

        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            return ServerEndpoints.Unknown(server);
        }

        var (now, used) = (time.GetUtcNow(), await usage.SummarizeAsync(cancellationToken));
        var views = await grants.ListAsync(server, cancellationToken).Select(stored => ListedGrant.Of(stored.Value, used.Of(stored.Value.Id), now)).ToListAsync(cancellationToken);
        return new JsonReply<Listing<ListedGrant>>(StatusCodes.Status200OK, new(views), GrantJson.Default.ListingGrant);
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await grants.FindAsync(id, cancellationToken) is { } stored
            ? new JsonReply<GrantView>(StatusCodes.Status200OK, GrantView.Of(stored.Value, time.GetUtcNow()), GrantJson.Default.GrantView, EntityTag.Of(stored.Version))
            : Unknown(id);
    }

    private async Task<IResult> RevokeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        if (await grants.FindAsync(id, cancellationToken) is not { } stored)
        {
            return Unknown(id);
        }

        if (Preconditions.Check(context.Request, EntityTag.Of(stored.Version)) is { } failed)
        {
            return failed;
        }

        return await revocation.RevokeAsync(id, cancellationToken) ? Results.NoContent() : Unknown(id);
    }
}
