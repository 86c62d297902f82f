using FuncGateway.Core.Access;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;

namespace FuncGateway.Mcp;

/// <summary>Dispatches requests by HTTP method: POST carries a message, GET opens a session's stream and DELETE ends the session.</summary>
public sealed class McpVerbs(PostHandler posts, StreamHandler streams, RequestCeilings ceilings)
{
    internal ValueTask HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsPost(method) && !HttpMethods.IsGet(method) && !HttpMethods.IsDelete(method))
        {
            return new(RefuseMethodAsync(context));
        }

        var (slot, problem) = HttpMethods.IsGet(method) ? ceilings.OpenStream(context, caller) : ceilings.BeginRequest(context, caller);
        return problem is not null ? new(GatewayReply.ErrorAsync(context, problem.Status, problem.Code, problem.Message))
            : HttpMethods.IsPost(method) ? posts.HandleAsync(context, caller, telemetry, slot)
            : new(streams.HandleAsync(new CallContext(context, caller) { Telemetry = telemetry }, slot));
    }

    private static Task RefuseMethodAsync(HttpContext context)
    {
        var method = context.Request.Method;
        context.Response.Headers[HeaderNames.Allow] = "POST, GET, DELETE";
        return GatewayReply.ErrorAsync(context, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{method} is not accepted; POST, GET and DELETE are.");
    }
}
