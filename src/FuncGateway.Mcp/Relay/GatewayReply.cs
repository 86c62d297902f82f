using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Sends what the gateway itself has to say as the whole answer to a request; on a stream that is open already, as its last event.</summary>
internal static class GatewayReply
{
    public static Task ProblemAsync(RelayContext call, WireProblem problem) => ErrorAsync(call, problem.Status, problem.Code, problem.Message);

    public static Task ErrorAsync(RelayContext call, int status, McpErrorCode code, string message) =>
        JsonAsync(call, status, ReplyBody.Error(call.MessageId.Span, code, message));

    public static Task JsonAsync(RelayContext call, int status, ReadOnlyMemory<byte> body) =>
        call.Stream is { } open ? open.MessageAsync(body, call.Http.RequestAborted) : JsonAsync(call.Http, status, body);

    /// <summary>For a request that nobody has been identified for.</summary>
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
