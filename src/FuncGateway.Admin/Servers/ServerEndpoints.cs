using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Servers;

/// <summary>Manages the upstream MCP servers and their credentials.</summary>
// Eight parameters: the stores, the usage that the list shows, and a class for each of the operations with rules of their own.
internal sealed class ServerEndpoints(
    IServerStore servers, IGrantStore grants, IInventoryStore inventories, UsageReader usage, ServerRemoval removal, ServerValidation validation, CredentialSealing sealing, ServerScanning scanning)
{
    private static readonly QueryParameter ProbeFlag = new("probe", "true (default): connects to the server and says in the response what it answered; false: saves it without connecting");
    private const string Each = "/api/servers/{server}";

    private static readonly IResult NoKey = Problems.Of(
        StatusCodes.Status503ServiceUnavailable,
        "The credentials cannot be encrypted, so nothing was saved: the setting FuncGateway:Approvals:EncryptionKey does not provide a key, or the vault does not answer. Values that name a secret need no key.");

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listServers", "GET", "/api/servers", Right.See, "Lists the servers, and how much each is used.") { Answer = ServerJson.Default.ListingServer },
            ListAsync)
        .MapOperation(
            new("getServer", "GET", Each, Right.See, "Returns one server, without credentials.") { Answer = ServerJson.Default.ServerView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("putServer", "PUT", Each, Right.Administer, "Creates or replaces a server.") { Body = ServerJson.Default.ServerBody, Query = [ProbeFlag], Answer = ServerJson.Default.ServerView, Statuses = [200, 201, 400, 409, 412, 413, 415, 422] },
            PutAsync)
        .MapOperation(
            new("deleteServer", "DELETE", Each, Right.Administer, "Deletes a server, takes it out of its grants, revokes those that reach no other server, and retires its policies.") { Answer = ServerJson.Default.ServerDeleted, Statuses = [200, 404, 409, 412] },
            DeleteAsync);

    public static IResult Unknown(ServerId id) => Problems.NotFound($"There is no server '{id}'.");

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var used = await usage.SummarizeAsync(cancellationToken);
        var all = await servers.ListAsync(cancellationToken).Select(stored => stored.Value).ToListAsync(cancellationToken);
        var found = await inventories.FindAllAsync([.. all.Select(server => server.Id)], cancellationToken);
        var views = all.Zip(found, (server, inventory) => ListedServer.Of(server, inventory, used.Of(server.Id)));
        return new JsonReply<Listing<ListedServer>>(StatusCodes.Status200OK, new([.. views]), ServerJson.Default.ListingServer);
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await servers.FindAsync(id, cancellationToken) is { } stored
            ? Show(stored, (await inventories.FindAsync(id, cancellationToken))?.Value, null, StatusCodes.Status200OK)
            : Unknown(id);
    }

    private async Task<IResult> PutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var id, out _))
        {
            return Problems.Unprocessable("/server", $"The id in the path is '{context.Request.RouteValues["server"]}'. Accepted: {PathId.Accepted}.");
        }

        if (!QueryText.TryFlag(context, ProbeFlag.Name, out var probes, out var refusal, otherwise: true))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, ServerBody.MaxBytes, context.RequestAborted);
        return bytes.Refusal ?? await Saving.UntilSavedAsync(() => PutOnceAsync(context.Request, id, bytes.Bytes, probes, cancellationToken));
    }

    private async Task<IResult?> PutOnceAsync(HttpRequest request, ServerId id, ReadOnlyMemory<byte> json, bool probes, CancellationToken cancellationToken)
    {
        var stored = await servers.FindAsync(id, cancellationToken);
        if (Preconditions.Check(request, TagOf(stored)) is { } failed)
        {
            return failed;
        }

        if (!ServerBody.TryRead(json, out var body, out var fields, out var refusal))
        {
            return refusal;
        }

        var server = await validation.ValidateAsync(id, body, stored?.Value, fields, cancellationToken);
        if (fields.Refusal is { } mistakes || server is null)
        {
            return fields.Refusal;
        }

        if (await SealAsync(server, cancellationToken) is not { } sealedServer)
        {
            return NoKey;
        }

        if (await servers.SaveAsync(sealedServer, stored?.Version, cancellationToken) is SaveResult.Conflict)
        {
            return null;
        }

        // A server that does not answer is saved all the same: it may not be running yet.
        var probe = probes ? await scanning.ProbeAsync(id, cancellationToken) : null;
        return await servers.FindAsync(id, cancellationToken) is { } saved
            ? Show(saved, (await inventories.FindAsync(id, cancellationToken))?.Value, probe, stored is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Unknown(id);
    }

    // A literal credential is stored only encrypted.
    private async Task<Server?> SealAsync(Server server, CancellationToken cancellationToken)
    {
        try
        {
            return await sealing.SealAsync(server, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Task<IResult> DeleteAsync(HttpContext context, CancellationToken cancellationToken) =>
        RouteIds.TryServer(context, out var id, out var refusal)
            ? Saving.UntilSavedAsync(() => DeleteOnceAsync(context.Request, id, cancellationToken))
            : Task.FromResult(refusal);

    private async Task<IResult?> DeleteOnceAsync(HttpRequest request, ServerId id, CancellationToken cancellationToken)
    {
        if (await servers.FindAsync(id, cancellationToken) is not { } stored)
        {
            return Unknown(id);
        }

        if (Preconditions.Check(request, TagOf(stored)) is { } failed)
        {
            return failed;
        }

        var live = await grants.ListAsync(id, cancellationToken).Where(grant => grant.Value.RevokedAt is null).ToListAsync(cancellationToken);
        var revoked = live.Count(grant => grant.Value.Access.Count == 1);
        return await removal.RemoveAsync(id, stored.Version, cancellationToken) is SaveResult.Saved
            ? new JsonReply<ServerDeleted>(StatusCodes.Status200OK, new(id.Value, revoked, live.Count - revoked), ServerJson.Default.ServerDeleted)
            : null;
    }

    private static EntityTag? TagOf(Stored<Server>? stored) => stored is null ? null : EntityTag.Of(stored.Version);

    private static JsonReply<ServerView> Show(Stored<Server> stored, ServerInventory? inventory, ScanResult? probe, int status)
    {
        var (view, tag) = (ServerView.Of(stored.Value, inventory), EntityTag.Of(stored.Version));
        return new(
            status,
            view with { Probe = probe is null ? null : ProbeView.Of(probe) },
            ServerJson.Default.ServerView,
            view.Changes.Count == 0 ? tag : tag.With(string.Join('\n', view.Changes)));
    }
}
