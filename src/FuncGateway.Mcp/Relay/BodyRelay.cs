using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Core;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Relays a response that is a single body. A list of tools is buffered and filtered; everything else is streamed.</summary>
public sealed class BodyRelay(ToolListRewriter toolLists, GatewayOptions options, TimeProvider time)
{
    // Longer answers are not classified; a JSON-RPC error is short.
    private const int MaxPeek = 64 * 1024;

    // Backpressure: flush, so that a slow client slows down a fast upstream.
    private const int MaxUnflushed = 64 * 1024;

    internal Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        call.IsToolList && response.IsSuccessStatusCode
            ? RelayToolsAsync(call, response, cancellationToken)
            : StreamAsync(call, response, cancellationToken);

    private async Task<RelayReport> RelayToolsAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var server = call.Caller.Server.Id;
        try
        {
            using var body = await ReadListAsync(response, cancellationToken);
            await GatewayReply.JsonAsync(call, (int)response.StatusCode, await toolLists.RewriteAsync(call, body.Bytes, cancellationToken));
            return new RelayReport(RelayOutcome.Answered, RelayFault.None, (int)response.StatusCode);
        }
        catch (Exception e) when (e is UnusableAnswerException or IOException or HttpRequestException)
        {
            var why = e is UnusableAnswerException ? e.Message : "broke the connection while sending its list of tools";
            await GatewayReply.ErrorAsync(call, StatusCodes.Status502BadGateway, McpErrorCode.InternalError, $"MCP server '{server}' {why}.");
            return new RelayReport(RelayOutcome.Unknown, RelayFault.Server, (int)response.StatusCode);
        }
    }

    private async Task<BoundedBody> ReadListAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Some clients search the header for the type, so a response that is not exactly JSON might still be read as JSON.
        if (!MediaTypes.IsJson(response))
        {
            throw new UnusableAnswerException($"answered tools/list with {(response.Content.Headers.ContentType is { } type ? $"'{type}'" : "no content type")}; application/json and text/event-stream are accepted");
        }

        using var idle = new IdleTimeout(options, time, cancellationToken);
        try
        {
            return await BoundedBody.ReadAsync(response, options.MaxInspectedBytes, idle.Token)
                ?? throw new UnusableAnswerException($"sent a list of over {options.MaxInspectedBytes} bytes");
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            throw new UnusableAnswerException($"did not send its list of tools within {options.UpstreamIdleTimeout.TotalSeconds:0} s");
        }
    }

    private async Task<RelayReport> StreamAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        call.Http.Response.ContentLength = response.Content.Headers.ContentLength;
        using var peek = new AnswerPeek(call.IsToolCall && MediaTypes.IsJson(response) ? MaxPeek : 0);
        using var idle = new IdleTimeout(options, time, cancellationToken);
        var fault = RelayFault.None;
        try
        {
            var upstream = await response.Content.ReadAsStreamAsync(idle.Token);
            await CopyAsync(upstream, call.Http.Response.BodyWriter, peek, idle);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            fault = cancellationToken.IsCancellationRequested ? RelayFault.Client : RelayFault.Server;
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            fault = RelayFault.Idle;
        }

        if (fault is RelayFault.Server or RelayFault.Idle)
        {
            ClientConnection.CutOff(call.Http);
        }

        return new RelayReport(fault == RelayFault.None ? peek.Outcome(call.MessageId.Span) : RelayOutcome.Unknown, fault, (int)response.StatusCode);
    }

    private static async Task CopyAsync(Stream upstream, PipeWriter client, AnswerPeek peek, IdleTimeout idle)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var isReading = false;
        try
        {
            while (true)
            {
                isReading = true;
                var pending = upstream.ReadAsync(buffer, idle.Token);
                if (!pending.IsCompleted)
                {
                    // The upstream has no more data yet, so flush what has arrived.
                    await client.FlushAsync(idle.Token);
                }

                var read = await pending;
                isReading = false;
                if (read == 0)
                {
                    // The host sends the rest of a body with a declared length only when it is flushed.
                    await client.FlushAsync(idle.Token);
                    return;
                }

                peek.Add(buffer.AsSpan(0, read));
                client.Write(buffer.AsSpan(0, read));
                idle.Reset();
                if (client.UnflushedBytes > MaxUnflushed)
                {
                    await client.FlushAsync(idle.Token);
                }
            }
        }
        finally
        {
            // A read that is still in flight may write to the buffer, so it must not be reused.
            if (!isReading)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
