using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Grants;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Policies;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Stack;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Stack;

/// <summary>Shows everything that agents can call, by grant, and what a policy says about every tool.</summary>
internal sealed class StackEndpoint(IGrantStore grants, IServerStore servers, StackReader stack)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getStack", "GET", "/api/stack", Right.See, "Returns everything that agents can call: for each live grant, newest first, the tools of its servers with class, verdict, rule and limits, and whether they add up to a toxic flow.")
            {
                Query = [new("grant", "the id of a grant; default: all that are live"), .. Paging.Parameters],
                Answer = StackJson.Default.StackView,
                Statuses = [200, 400, 404],
            },
            GetAsync)
        .MapOperation(
            new("getPolicyTools", "GET", "/api/servers/{server}/policies/{policy}/tools", Right.See, "Returns what a policy says about every call of each tool of its server: verdict, rule, conditions and limits.")
            {
                Answer = StackJson.Default.StackServerView,
                Statuses = [200, 404],
            },
            GetOfPolicyAsync);

    private async Task<IResult> GetOfPolicyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal) || !RouteIds.TryPolicy(context, out var policy, out refusal))
        {
            return refusal;
        }

        return await servers.FindAsync(server, cancellationToken) is null ? ServerEndpoints.Unknown(server)
            : await stack.ReadAsync(server, policy, cancellationToken) is { } reached ? new JsonReply<StackServerView>(StatusCodes.Status200OK, StackServerView.Of(reached), StackJson.Default.StackServerView)
            : PolicyEndpoints.Unknown(server, policy);
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryRead(context, "grant", "The grant is not a valid id. Accepted: 26 characters of a-z and 0-9, or none for all.", out var only, out var refusal)
            || !TryRead(context, "cursor", "The cursor is invalid. Accepted: the cursor of the previous page.", out var before, out refusal)
            || !Paging.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        if (only is null)
        {
            return Show(await stack.ReadAsync(before, count, cancellationToken));
        }

        return await grants.FindAsync(only, cancellationToken) is { Value: var grant } ? Show(await stack.ReadAsync(grant, cancellationToken)) : GrantEndpoints.Unknown(only);
    }

    private static JsonReply<StackView> Show(StackPage page) => new(StatusCodes.Status200OK, StackView.Of(page), StackJson.Default.StackView);

    private static bool TryRead(HttpContext context, string name, string mistake, out GrantId? id, [NotNullWhen(false)] out IResult? refusal)
    {
        id = null;
        var text = QueryText.Find(context, name);
        refusal = text is null || GrantId.TryParse(text, out id) ? null : Problems.BadRequest(mistake);
        return refusal is null;
    }
}
