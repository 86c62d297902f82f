using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;

namespace FuncGateway.Mcp;

/// <summary>The endpoint <c>/mcp/{server}</c>, for every HTTP method and message.</summary>
public sealed partial class McpEndpoint(
    HostCheck hosts, CallerDirectory callers, PostHandler posts, StreamHandler streams, UnauthenticatedCounts strangers, TimeProvider time, ILogger<McpEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context, string server)
    {
        using var telemetry = CallTelemetry.Begin(context, time);
        try
        {
            await AdmitAsync(context, server, telemetry);
        }
        catch (StoreUnavailableException e) when (!context.Response.HasStarted)
        {
            LogUnavailable(e);
            await GatewayReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, "The gateway's store does not answer, so the request was refused; try again in a few seconds.");
        }
        catch (Exception e) when (!ClientConnection.Explains(context, e) && telemetry?.Sees(e) == true)
        {
            // Unreachable: the filter only records the exception and returns false.
            throw;
        }
    }

    private async Task AdmitAsync(HttpContext context, string server, CallTelemetry? telemetry)
    {
        if (hosts.Check(context.Request) is { } problem)
        {
            await GatewayReply.ErrorAsync(context, StatusCodes.Status403Forbidden, McpErrorCode.InvalidRequest, problem);
            return;
        }

        if (!ServerId.TryParse(server, out var id))
        {
            await GatewayReply.ErrorAsync(context, StatusCodes.Status404NotFound, McpErrorCode.InvalidRequest, $"The path does not name a server; {EndpointName.Accepted} are accepted after {Paths.Mcp}.");
            return;
        }

        // Before the method is checked, so that unauthenticated callers learn nothing else.
        switch (await callers.IdentifyAsync(context.Request.Headers.Authorization.ToString(), id, context.RequestAborted))
        {
            case Identification.Known known:
                await ServeAsync(context, known.Caller, telemetry);
                break;
            case Identification.Unauthorized refused:
                strangers.Unauthenticated(id);
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"FuncGateway\", error=\"invalid_token\"";
                await GatewayReply.ErrorAsync(context, StatusCodes.Status401Unauthorized, McpErrorCode.InvalidRequest, refused.Why);
                break;
            case Identification.OtherServer refused:
                strangers.OfOtherServer(id);
                await GatewayReply.ErrorAsync(context, StatusCodes.Status403Forbidden, McpErrorCode.InvalidRequest, refused.Why);
                break;
            case Identification.Unavailable refused:
                await GatewayReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, refused.Why);
                break;
        }
    }

    private Task ServeAsync(HttpContext context, Caller caller, CallTelemetry? telemetry)
    {
        telemetry?.Identified(caller);
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

    [LoggerMessage(LogLevel.Error, "A store did not answer; the call was refused")]
    private partial void LogUnavailable(StoreUnavailableException e);
}
