using FuncGateway.Core.Access;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;

namespace FuncGateway.Mcp;

/// <summary>Dispatches requests by HTTP method: POST carries a message, GET opens a session's stream and DELETE ends the session.</summary>
public sealed class McpVerbs(PostHandler posts, StreamHandler streams)
{
    internal Task HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsPost(method))
        {
            return posts.HandleAsync(context, caller, telemetry);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsDelete(method))
        {
            return streams.HandleAsync(new CallContext(context, caller) { Telemetry = telemetry });
        }

        context.Response.Headers[HeaderNames.Allow] = "POST, GET, DELETE";
        return GatewayReply.ErrorAsync(context, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{method} is not accepted; POST, GET and DELETE are.");
    }
}
