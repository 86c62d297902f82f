using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Relays the response to what expects no answer: a notification, a posted response, GET without a stream, and DELETE. The status is the upstream's; its
/// body is passed on only if it is a JSON-RPC message.
/// </summary>
public sealed class StatusRelay(MessageScreen screen, UnusableAnswerLog log, SmallBodies bodies)
{
    internal async ValueTask<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        using var body = await bodies.ReadAsync(call, response, cancellationToken);
        var screened = body is { Bytes.IsEmpty: false } && MediaTypes.IsUtf8Json(response) ? await screen.ScreenAsync(call, body.Bytes, cancellationToken) : default;
        var isMessage = !screened.IsDropped && IsForNoRequest(screened.Message.Span);
        if (!isMessage && body is { Bytes.IsEmpty: false })
        {
            log.Dropped(call, $"answered HTTP {status} with something that is not MCP", body.Bytes.Span);
        }

        if (isMessage)
        {
            await GatewayReply.JsonAsync(call, status, screened.Message);
        }
        else if (HttpMethods.IsGet(call.Http.Request.Method) && (response.IsSuccessStatusCode || status == StatusCodes.Status404NotFound))
        {
            return await NoStreamAsync(call, status);
        }
        else
        {
            call.Http.Response.ContentType = null;
            call.Http.Response.StatusCode = status;
        }

        call.MarkDelivered();
        return new RelayReport(response.IsSuccessStatusCode ? RelayOutcome.Answered : RelayOutcome.Error, RelayFault.None, status);
    }

    // Neither a notification nor a GET has an id that an answer could name.
    private static bool IsForNoRequest(ReadOnlySpan<byte> message) =>
        MessagePeek.Look(message, []) is { Kind: not MessageKind.Unreadable, HasVersion: true, HasNoId: true };

    /// <summary>Tells a client that there is no event stream at GET, which it accepts. Without a JSON-RPC error a 404 is no lost session.</summary>
    internal static async Task<RelayReport> NoStreamAsync(RelayContext call, int status)
    {
        call.Http.Response.Clear();
        call.Http.Response.Headers.Allow = "POST, DELETE";
        await GatewayReply.ErrorAsync(call, StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, $"MCP server '{call.Caller.Server.Id}' has no event stream at GET (HTTP {status}).");
        return new RelayReport(RelayOutcome.Answered, RelayFault.None, status);
    }
}
