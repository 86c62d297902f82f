using System.Diagnostics.CodeAnalysis;
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

/// <summary>Lists grants: those of one server, or all of them page by page.</summary>
internal sealed class GrantListEndpoints(IServerStore servers, IGrantStore grants, UsageReader usage, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listGrants", "GET", GrantEndpoints.OfServer, Right.See, "Lists the grants that reach a server, oldest first, without tokens, and how much each is used there.") { Answer = GrantJson.Default.ListingGrant, Statuses = [200, 404] },
            ListOfServerAsync)
        .MapOperation(
            new("listAllGrants", "GET", GrantEndpoints.All, Right.See, "Lists the grants of all servers, newest first, without tokens, and how much each is used at all servers that it reaches.")
            {
                Query = [new("server", "the id of a server that the grants reach; default: all"), .. Paging.Parameters],
                Answer = GrantJson.Default.GrantListing,
                Statuses = [200, 400],
            },
            ListAllAsync);

    private Task<IResult> ListOfServerAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(context, async server =>
    {
        var (now, used) = (time.GetUtcNow(), await usage.SummarizeAsync(cancellationToken));
        var views = await grants.ListAsync(server.Id, cancellationToken).Select(stored => ListedGrant.Of(stored.Value, used.Of(stored.Value.Id, server.Id), now)).ToListAsync(cancellationToken);
        return new JsonReply<Listing<ListedGrant>>(StatusCodes.Status200OK, new(views), GrantJson.Default.ListingGrant);
    }, cancellationToken);

    private async Task<IResult> ListAllAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryRead(context, out var server, out var before, out var refusal) || !Paging.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        // One more than is shown, to tell whether there is a next page.
        var found = await List(server, before, cancellationToken).Take(count + 1).ToListAsync(cancellationToken);
        var (now, used) = (time.GetUtcNow(), await usage.SummarizeAsync(cancellationToken));
        var views = found.Take(count).Select(stored => ListedGrant.Of(stored.Value, used.Of(stored.Value.Id), now)).ToList();
        return new JsonReply<GrantListing>(StatusCodes.Status200OK, new(views, found.Count > count ? views[^1].Id : null), GrantJson.Default.GrantListing);
    }

    private IAsyncEnumerable<Stored<Grant>> List(ServerId? server, GrantId? before, CancellationToken cancellationToken) => server is null
        ? grants.ListNewestAsync(before, cancellationToken)
        : grants.ListAsync(server, cancellationToken).Where(stored => before is null || string.CompareOrdinal(stored.Value.Id.Value, before.Value) < 0).Reverse();

    private static bool TryRead(HttpContext context, out ServerId? server, out GrantId? before, [NotNullWhen(false)] out IResult? refusal)
    {
        (server, before) = (null, null);
        var (text, cursor) = (QueryText.Find(context, "server"), Paging.CursorOf(context));
        refusal = text is not null && !ServerId.TryParse(text, out server)
            ? Problems.BadRequest($"The server is '{text}'. Accepted: {PathId.Accepted}, or none for all.")
            : cursor is not null && !GrantId.TryParse(cursor, out before)
                ? Problems.BadRequest("The cursor is invalid. Accepted: the cursor of the previous page, with the same filter.")
                : null;
        return refusal is null;
    }
}
