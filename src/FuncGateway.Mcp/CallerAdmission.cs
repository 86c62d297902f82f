using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Relay;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp;

/// <summary>Admits requests that are addressed to this host and have a live grant for the server in their path.</summary>
public sealed class CallerAdmission(HostCheck hosts, CallerDirectory callers, RefusedCounts counts)
{
    /// <summary>The caller, or null when the request has been answered with a refusal.</summary>
    internal async ValueTask<Caller?> AdmitAsync(HttpContext context, string server)
    {
        if (hosts.Check(context.Request) is { } problem)
        {
            await GatewayReply.ErrorAsync(context, StatusCodes.Status403Forbidden, McpErrorCode.InvalidRequest, problem);
            return null;
        }

        if (CrossOrigin.Answers(context))
        {
            return null;
        }

        if (!ServerId.TryParse(server, out var id))
        {
            await GatewayReply.ErrorAsync(context, StatusCodes.Status404NotFound, McpErrorCode.InvalidRequest, $"The path does not contain a valid server id; after {Paths.Mcp}, {PathId.Accepted} are accepted.");
            return null;
        }

        // Before the method is checked, so that unauthenticated callers learn nothing else.
        switch (await callers.IdentifyAsync(context.Request.Headers.Authorization.ToString(), id, context.RequestAborted))
        {
            case Identification.Known known:
                return known.Caller;
            case Identification.Unauthorized refused:
                counts.AddUnauthenticated(id);
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"FuncGateway\", error=\"invalid_token\"";
                await GatewayReply.ErrorAsync(context, StatusCodes.Status401Unauthorized, McpErrorCode.InvalidRequest, refused.Why);
                break;
            case Identification.OtherServer refused:
                counts.AddOtherServer(id);
                await GatewayReply.ErrorAsync(context, StatusCodes.Status403Forbidden, McpErrorCode.InvalidRequest, refused.Why);
                break;
            case Identification.Unavailable refused:
                await GatewayReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, refused.Why);
                break;
        }

        return null;
    }
}
