using FuncGateway.Core;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Relays the single-body response to a call that was held for approval. The response is read completely first, so that the call is settled before
/// the agent sees it, and because it has to become an event if the client's stream is already open.
/// </summary>
public sealed class BufferedRelay(GatewayOptions options, TimeProvider time)
{
    internal async Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        using var idle = new IdleTimeout(options, time, cancellationToken);
        try
        {
            var reading = BoundedBody.ReadAsync(response, options.MaxInspectedBytes, idle.Token).AsTask();
            var stream = call.Stream;
            using var body = stream is null ? await reading : await stream.WithKeepAliveAsync(reading, cancellationToken);
            return body is null
                ? await FailAsync(call, RelayFault.Server, status, $"answered with over {options.MaxInspectedBytes} bytes")
                : await PassOnAsync(call, stream, body.Bytes, status, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(call, RelayFault.Server, status, "broke the connection during its answer");
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return await FailAsync(call, RelayFault.Idle, status, "stopped sending before the end of its answer");
        }
    }

    private static async Task<RelayReport> PassOnAsync(
        RelayContext call, AnswerStream? stream, ReadOnlyMemory<byte> body, int status, CancellationToken cancellationToken)
    {
        var outcome = RelayOutcomes.Of(MessagePeek.Look(body.Span, call.MessageId.Span, out var answers));
        await call.SettleAsync(outcome);
        if (stream is null)
        {
            call.Http.Response.ContentLength = body.Length;
            await call.Http.Response.Body.WriteAsync(body, cancellationToken);
        }
        else if (answers || outcome == RelayOutcome.Refused)
        {
            await stream.MessageAsync(body, cancellationToken);
        }
        else
        {
            return await FailAsync(call, RelayFault.Server, status, $"answered HTTP {status} with something that does not answer the request");
        }

        return new RelayReport(outcome, RelayFault.None, status);
    }

    private static async Task<RelayReport> FailAsync(RelayContext call, RelayFault fault, int status, string what)
    {
        // The upstream's headers may have been copied already, but its body will not be sent.
        if (call.Stream is null)
        {
            call.Http.Response.Clear();
        }

        await GatewayReply.ErrorAsync(call, StatusCodes.Status502BadGateway, McpErrorCode.InternalError, $"MCP server '{call.Caller.Server.Id}' {what}; whether the request was carried out is not known.");
        return new RelayReport(RelayOutcome.Unknown, fault, status);
    }
}
