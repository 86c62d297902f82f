using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Shows and revokes grants.</summary>
internal sealed class GrantEndpoints(IGrantStore grants, GrantRevocation revocation, TimeProvider time)
{
    public const string All = "/api/grants";
    public const string OfServer = "/api/servers/{server}/grants";
    public const string Each = "/api/grants/{grant}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getGrant", "GET", Each, Right.See, "Returns one grant, without its token.") { Answer = GrantJson.Default.GrantView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("revokeGrant", "DELETE", Each, Right.Administer, "Revokes a grant permanently.") { Statuses = [204, 404, 412], MayProceedUnrecorded = true },
            RevokeAsync);

    public static IResult Unknown(GrantId id) => Problems.NotFound($"There is no grant '{id}'.");

    public static IResult Revoked(Grant grant) => Problems.Conflict($"Grant '{grant.Id}' was revoked at {TimeText.Of(grant.RevokedAt)}, which is permanent. Create a new grant instead.");

    public static IResult ServerRemoved(ServerId server) => Problems.Conflict($"Server '{server}' was removed at the same moment, so the grant does not reach it. Repeat the request without it.");

    public static GrantWithToken WithToken(HttpRequest request, Grant grant, GrantToken token)
    {
        var urls = grant.Access.Servers.ToDictionary(server => server.Value, server => PublicAddress.McpUrl(request, server));
        return new(grant.Id.Value, token.Value, urls.Count == 1 ? urls.Values.Single() : null, urls);
    }

    public static IResult Show(Stored<Grant> stored, DateTimeOffset now)
    {
        var view = GrantView.Of(stored.Value, now);
        return new JsonReply<GrantView>(StatusCodes.Status200OK, view, GrantJson.Default.GrantView, view.TagOf(stored.Version));
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await grants.FindAsync(id, cancellationToken) is { } stored
            ? Show(stored, time.GetUtcNow())
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
