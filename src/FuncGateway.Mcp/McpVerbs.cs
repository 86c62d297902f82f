using System.Runtime.CompilerServices;
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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask HandleAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsPost(method) && !HttpMethods.IsGet(method) && !HttpMethods.IsDelete(method))
        {
            await RefuseMethodAsync(context);
            return;
        }

        var (slot, problem) = HttpMethods.IsGet(method) ? ceilings.OpenStream(context, caller) : ceilings.BeginRequest(context, caller);
        using var _ = slot;
        if (problem is not null)
        {
            await GatewayReply.ErrorAsync(context, problem.Status, problem.Code, problem.Message);
            return;
        }

        await (HttpMethods.IsPost(method)
            ? posts.HandleAsync(context, caller, telemetry)
            : new ValueTask(streams.HandleAsync(new CallContext(context, caller) { Telemetry = telemetry })));
    }

    private static Task RefuseMethodAsync(HttpContext context)
    {
        var method = context.Request.Method;
        context.Response.Headers[HeaderNames.Allow] = "POST, GET, DELETE";
        return GatewayReply.ErrorAsync(context, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"{method} is not accepted; POST, GET and DELETE are.");
    }
}
