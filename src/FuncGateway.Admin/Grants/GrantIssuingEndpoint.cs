using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Creates grants: for the server in the path, or for the servers in the body.</summary>
internal sealed class GrantIssuingEndpoint(IServerStore servers, GrantIssuing issuing, GrantAccessReading reading, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("createGrant", "POST", GrantEndpoints.OfServer, Right.Administer, "Creates a grant for one server. The token is returned only in this response.") { Body = GrantJson.Default.GrantBody, Answer = GrantJson.Default.GrantWithToken, Statuses = [201, 400, 404, 413, 415, 422] },
            CreateForServerAsync)
        .MapOperation(
            new("createStackGrant", "POST", GrantEndpoints.All, Right.Administer, $"Creates a grant for 1 to {GrantAccess.MaxServers} servers, each under a policy of its own. One token is valid for all of them; it is returned only in this response.") { Body = GrantJson.Default.StackGrantBody, Answer = GrantJson.Default.GrantWithToken, Statuses = [201, 400, 409, 413, 415, 422] },
            CreateAsync);

    private async Task<IResult> CreateForServerAsync(HttpContext context, CancellationToken cancellationToken)
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
        if (bytes.Refusal is { } unread)
        {
            return unread;
        }

        if (!BodyFields.TryParse(bytes.Bytes, GrantBody.Known, out var fields, out refusal))
        {
            return refusal;
        }

        var label = GrantFields.Label(fields);
        var policy = await reading.ReadPolicyAsync(fields, server, cancellationToken);
        var expiresAt = GrantFields.ExpiresAt(fields, time.GetUtcNow());
        return fields.Refusal ?? await IssueAsync(context.Request, GrantAccess.To(server, policy), label, expiresAt, ServerEndpoints.Unknown, cancellationToken);
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unread)
        {
            return unread;
        }

        if (!BodyFields.TryParse(bytes.Bytes, StackGrantBody.Known, out var fields, out var refusal))
        {
            return refusal;
        }

        var (label, expiresAt) = (GrantFields.Label(fields), GrantFields.ExpiresAt(fields, time.GetUtcNow()));
        var access = await reading.ReadAsync(fields, cancellationToken);
        return fields.Refusal is null && access is not null
            ? await IssueAsync(context.Request, access, label, expiresAt, GrantEndpoints.ServerRemoved, cancellationToken)
            : fields.Refusal ?? Problems.Unexpected;
    }

    private async Task<IResult> IssueAsync(
        HttpRequest request, GrantAccess access, string label, DateTimeOffset? expiresAt, Func<ServerId, IResult> noServer, CancellationToken cancellationToken) =>
        await issuing.IssueAsync(access, label, expiresAt, cancellationToken) switch
        {
            IssueResult.Issued issued => new JsonReply<GrantWithToken>(StatusCodes.Status201Created, GrantEndpoints.WithToken(request, issued.Grant, issued.Token), GrantJson.Default.GrantWithToken),
            IssueResult.NoServer gone => noServer(gone.Server),
            _ => Problems.Unexpected,
        };
}
