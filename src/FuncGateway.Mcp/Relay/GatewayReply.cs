using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Sends the gateway's own response to a request: as the whole body, or as the last event of a stream that is already open.</summary>
internal static class GatewayReply
{
    public static Task ProblemAsync(RelayContext call, WireProblem problem) =>
        JsonAsync(call, problem.Status, ReplyBody.Error(call.MessageId.Span, problem.Code, problem.Message, problem.UnsupportedVersion));

    public static Task ErrorAsync(RelayContext call, int status, McpErrorCode code, string message) =>
        JsonAsync(call, status, ReplyBody.Error(call.MessageId.Span, code, message));

    /// <summary>Tells the client that its request may have been carried out.</summary>
    /// <param name="what">Completes "MCP server 'x' …".</param>
    public static Task NotKnownAsync(RelayContext call, string what) =>
        ErrorAsync(call, StatusCodes.Status502BadGateway, McpErrorCode.InternalError, NotKnown(call, what));

    public static string NotKnown(RelayContext call, string what) => $"MCP server '{call.Caller.Server.Id}' {what}; whether the request was carried out is not known.";

    public static Task JsonAsync(RelayContext call, int status, ReadOnlyMemory<byte> body) =>
        call.Stream is { } open ? open.MessageAsync(body, call.Http.RequestAborted) : JsonAsync(call.Http, status, body);

    /// <summary>For a request whose caller has not been identified.</summary>
    public static Task ErrorAsync(HttpContext context, int status, McpErrorCode code, string message) =>
        JsonAsync(context, status, ReplyBody.Error([], code, message));

    private static Task JsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
