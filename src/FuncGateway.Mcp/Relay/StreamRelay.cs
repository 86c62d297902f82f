using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Core;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Relays an event stream event by event. The bytes of an event are not changed, except in a list of tools. A silent stream gets a comment at every
/// keep-alive interval. A stream that ends without the answer gets an error in its place, because clients would otherwise wait for their timeout.
/// </summary>
public sealed class StreamRelay(ToolListRewriter toolLists, GatewayOptions options, TimeProvider time)
{
    internal async Task<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var client = await call.OpenStreamAsync(options.KeepAlive, time);
        var upstream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var writer = call.Http.Response.BodyWriter;
        using var events = new SseBuffer();
        using var idle = new IdleTimeout(options, time, cancellationToken);
        var progress = new StreamProgress();
        var fault = RelayFault.None;
        try
        {
            while (await ReadAsync(upstream, client, events, idle, cancellationToken) > 0)
            {
                await PassOnAsync(call, events, writer, progress, cancellationToken);
            }

            writer.Write(events.Tail);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            fault = RelayFault.Idle;
        }
        catch (UnusableAnswerException e)
        {
            fault = RelayFault.Server;
            progress.Problem = $"MCP server '{call.Caller.Server.Id}' {e.Message}.";
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            fault = RelayFault.Server;
        }

        await EndAsync(call, writer, progress, fault, cancellationToken);
        return new RelayReport(call.MessageId.IsEmpty ? RelayOutcome.Answered : progress.Outcome, fault, status);
    }

    /// <summary>Returns the number of bytes read into <paramref name="events"/>; 0 at the end of the stream. While the upstream is silent, the client gets a comment at every keep-alive interval.</summary>
    private static async ValueTask<int> ReadAsync(Stream upstream, AnswerStream client, SseBuffer events, IdleTimeout idle, CancellationToken cancellationToken)
    {
        var pending = upstream.ReadAsync(events.Room(), idle.Token);
        var read = pending.IsCompleted ? await pending : await client.WithKeepAliveAsync(pending.AsTask(), cancellationToken);
        idle.Reset();
        events.Filled(read);
        return read;
    }

    private async Task PassOnAsync(RelayContext call, SseBuffer events, PipeWriter writer, StreamProgress progress, CancellationToken cancellationToken)
    {
        while (events.TryNext(out var next))
        {
            await RelayAsync(call, next, writer, progress, cancellationToken);
        }

        if (events.Buffered > options.MaxInspectedBytes)
        {
            throw new UnusableAnswerException($"sent an event of over {options.MaxInspectedBytes} bytes");
        }

        await writer.FlushAsync(cancellationToken);
    }

    private async ValueTask RelayAsync(RelayContext call, SseEvent next, PipeWriter writer, StreamProgress progress, CancellationToken cancellationToken)
    {
        progress.CanResume |= next.HasId && call.Era == ProtocolEra.Legacy;
        if (next.Data.IsEmpty)
        {
            writer.Write(next.Raw.Span);
            return;
        }

        var kind = MessagePeek.Look(next.Data.Span, call.MessageId.Span, out var answers);

        // A list requested on one stream may arrive on a resumed one, so on GET streams every answer that looks like a list is treated as one.
        var mayBeList = (call.IsToolList || call.Envelope is null) && (kind == MessageKind.Result || (kind == MessageKind.Unreadable && LooksLikeJson(next.Data.Span)));
        var data = mayBeList ? await toolLists.RewriteAsync(call, next.Data, cancellationToken) : next.Data;
        if (answers)
        {
            // Only now: a list that cannot be rewritten is not an answer.
            progress.Answered = true;
            progress.Outcome = RelayOutcomes.Of(kind);
            await call.SettleAsync(progress.Outcome);
        }

        if (data.Equals(next.Data))
        {
            writer.Write(next.Raw.Span);
        }
        else
        {
            SseWriter.WithData(writer, next.Raw.Span, data.Span);
        }
    }

    // A client with a more lenient parser might still read it.
    private static bool LooksLikeJson(ReadOnlySpan<byte> data) => data.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static async Task EndAsync(RelayContext call, PipeWriter writer, StreamProgress progress, RelayFault fault, CancellationToken cancellationToken)
    {
        // If events have ids, an end without an answer is only an interruption: the client resumes after the last id.
        if (progress.Answered || call.MessageId.IsEmpty || (progress.CanResume && fault == RelayFault.None))
        {
            return;
        }

        if (progress.CanResume && progress.Problem is null)
        {
            ClientConnection.CutOff(call.Http);
            return;
        }

        var problem = progress.Problem ?? (fault == RelayFault.Idle
            ? $"MCP server '{call.Caller.Server.Id}' stopped sending before it answered; whether the request was carried out is not known."
            : $"MCP server '{call.Caller.Server.Id}' ended its stream before it answered; whether the request was carried out is not known.");
        SseWriter.Message(writer, ReplyBody.Error(call.MessageId.Span, McpErrorCode.InternalError, problem).Span);
        await writer.FlushAsync(cancellationToken);
    }
}

/// <summary>What has been received on a stream so far.</summary>
internal sealed class StreamProgress
{
    public bool Answered { get; set; }

    /// <summary>Whether an event had an id, so that the client can resume after the last one.</summary>
    public bool CanResume { get; set; }

    public RelayOutcome Outcome { get; set; }

    /// <summary>Why the gateway itself ended the stream.</summary>
    public string? Problem { get; set; }
}
