using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Creates grants.</summary>
internal sealed class GrantIssuingEndpoint(IServerStore servers, GrantIssuing issuing, GrantPolicyCheck policies, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("createGrant", "POST", GrantEndpoints.OfServer, Right.Administer, "Creates a grant. The token is returned only in this response.") { Body = GrantJson.Default.GrantBody, Answer = GrantJson.Default.GrantWithToken, Statuses = [201, 400, 404, 413, 415, 422] },
            CreateAsync);

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken cancellationToken)
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
        return bytes.Refusal ?? await CreateAsync(context.Request, server, bytes.Bytes, cancellationToken);
    }

    private async Task<IResult> CreateAsync(HttpRequest request, ServerId server, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!GrantBody.TryRead(json, time.GetUtcNow(), out var body, out var fields, out var refusal))
        {
            return refusal;
        }

        await policies.CheckAsync(server, body, fields, cancellationToken);
        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var policy = PolicyId.TryParse(body.Policy, out var id) ? id : null;
        return await issuing.IssueAsync(server, body.Label, policy, body.ExpiresAt, cancellationToken) is { } issued
            ? GrantEndpoints.WithToken(request, issued.Grant, issued.Token)
            : ServerEndpoints.Unknown(server);
    }
}
