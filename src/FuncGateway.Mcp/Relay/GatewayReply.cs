using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Sends what the gateway itself has to say as the whole answer to a request; on a stream that is open already, as its last event.</summary>
internal static class GatewayReply
{
    public static Task ProblemAsync(HttpContext context, WireProblem problem, ReadOnlyMemory<byte> id = default) =>
        JsonAsync(context, problem.Status, ReplyBody.Error(id.Span, problem.Code, problem.Message));

    public static Task ErrorAsync(HttpContext context, int status, McpErrorCode code, string message, ReadOnlyMemory<byte> id = default) =>
        JsonAsync(context, status, ReplyBody.Error(id.Span, code, message));

    public static Task JsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        if (AnswerStream.Of(context) is { } open)
        {
            return open.MessageAsync(body, context.RequestAborted);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
