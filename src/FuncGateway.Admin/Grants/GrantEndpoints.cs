using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Creates, lists, rotates and revokes grants. Changes to their fields are handled by <see cref="GrantChanges"/>.</summary>
internal sealed class GrantEndpoints(IServerStore servers, IGrantStore grants, GrantRevocation revocation, GrantChanges changes, TimeProvider time)
{
    private const string OfServer = "/api/servers/{server}/grants";
    private const string Each = "/api/grants/{grant}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listGrants", "GET", OfServer, Right.See, "Lists the grants of a server, without tokens.") { Answer = GrantJson.Default.ListingGrantView, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("makeGrant", "POST", OfServer, Right.Administer, "Creates a grant. The token is returned only in this response.") { Body = GrantJson.Default.GrantBody, Answer = GrantJson.Default.GrantMade, Statuses = [201, 400, 404, 409, 413, 415, 422] },
            MakeAsync)
        .MapOperation(
            new("getGrant", "GET", Each, Right.See, "Returns one grant, without its token.") { Answer = GrantJson.Default.GrantView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("changeGrant", "PATCH", Each, Right.WritePolicies, "Changes the policy, label or expiry. Label and expiry require the role Admin. Null clears policy or expiry.") { Body = GrantJson.Default.GrantBody, Answer = GrantJson.Default.GrantView, Statuses = [200, 400, 404, 409, 412, 413, 415, 422] },
            changes.ChangeAsync)
        .MapOperation(
            new("rotateGrant", "POST", Each + "/rotate", Right.Administer, "Replaces the token of a grant. The new token is returned only in this response; the old one stops working.") { Answer = GrantJson.Default.GrantMade, Statuses = [201, 404, 409, 412] },
            RotateAsync)
        .MapOperation(
            new("revokeGrant", "DELETE", Each, Right.Administer, "Revokes a grant permanently.") { Statuses = [204, 404, 412], MayProceedUnrecorded = true },
            RevokeAsync);

    public static IResult Unknown(GrantId id) => Problems.NotFound($"There is no grant '{id}'.");

    public static IResult Revoked(Grant grant) => Problems.Conflict($"Grant '{grant.Id}' was revoked at {grant.RevokedAt:O}, which is permanent. Create a new grant instead.");

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

        var now = time.GetUtcNow();
        var views = await grants.ListAsync(server, cancellationToken).Select(stored => GrantView.Of(stored.Value, now)).ToListAsync(cancellationToken);
        return new JsonReply<Listing<GrantView>>(StatusCodes.Status200OK, new(views), GrantJson.Default.ListingGrantView);
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

    private async Task<IResult> MakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal))
        {
            return refusal;
        }

        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            return ServerEndpoints.Unknown(server);
        }

        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        return bytes.Refusal ?? await MakeAsync(context.Request, server, bytes.Bytes, cancellationToken);
    }

    private async Task<IResult> MakeAsync(HttpRequest request, ServerId server, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!GrantBody.TryRead(json, now, out var body, out var fields, out var refusal))
        {
            return refusal;
        }

        await changes.JudgePolicyAsync(server, body, fields, cancellationToken);
        return fields.Refusal ?? await Saving.UntilSavedAsync(() => MakeOnceAsync(request, server, body, now, cancellationToken));
    }

    private async Task<IResult?> MakeOnceAsync(HttpRequest request, ServerId server, GrantBody body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = GrantToken.Mint();
        var policy = PolicyId.TryParse(body.Policy, out var id) ? id : null;
        var grant = new Grant(GrantId.New(now), server, body.Label, policy, token.Hash, now, body.ExpiresAt);
        if (await grants.AddAsync(grant, cancellationToken) is SaveResult.Conflict)
        {
            return null;
        }

        // A server deletion revokes the server's grants once more afterwards, so together with this check no grant outlives its server.
        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            await revocation.RevokeAsync(grant.Id, cancellationToken);
            return ServerEndpoints.Unknown(server);
        }

        return Made(request, grant, token);
    }

    private Task<IResult> RotateAsync(HttpContext context, CancellationToken cancellationToken) =>
        RouteIds.TryGrant(context, out var id, out var refusal)
            ? Saving.UntilSavedAsync(() => RotateOnceAsync(context.Request, id, cancellationToken))
            : Task.FromResult(refusal);

    private async Task<IResult?> RotateOnceAsync(HttpRequest request, GrantId id, CancellationToken cancellationToken)
    {
        if (await grants.FindAsync(id, cancellationToken) is not { } stored)
        {
            return Unknown(id);
        }

        if (Preconditions.Check(request, EntityTag.Of(stored.Version)) is { } failed)
        {
            return failed;
        }

        if (stored.Value.RevokedAt is not null)
        {
            return Revoked(stored.Value);
        }

        var token = GrantToken.Mint();
        var saved = await grants.SaveAsync(stored.Value with { Token = token.Hash }, stored.Version, cancellationToken);
        return saved is SaveResult.Saved ? Made(request, stored.Value, token) : null;
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

    private static JsonReply<GrantMade> Made(HttpRequest request, Grant grant, GrantToken token) => new JsonReply<GrantMade>(
        StatusCodes.Status201Created, new(grant.Id.Value, token.Value, PublicAddress.McpUrl(request, grant.Server)), GrantJson.Default.GrantMade);
}
