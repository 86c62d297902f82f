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
        await call.OpenStreamAsync(options.KeepAlive, time);
        var upstream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var writer = call.Http.Response.BodyWriter;
        using var events = new SseBuffer();
        await using var reads = new IdleTimeoutReader(upstream, writer, options, time);
        var progress = new StreamProgress();
        var fault = RelayFault.None;
        try
        {
            fault = await PumpAsync(call, events, reads, writer, progress, cancellationToken);
        }
        catch (ToolListException e)
        {
            fault = RelayFault.Server;
            progress.Problem = $"MCP server '{call.Caller.Server.Id}' {e.Message}.";
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            fault = RelayFault.Server;
        }

        await EndAsync(call, writer, progress, fault, cancellationToken);
        return new RelayReport(call.IsToolCall || progress.Answered ? progress.Outcome : RelayOutcome.Answered, fault, status);
    }

    private async Task<RelayFault> PumpAsync(
        RelayContext call, SseBuffer events, IdleTimeoutReader reads, PipeWriter writer, StreamProgress progress, CancellationToken cancellationToken)
    {
        while (await reads.ReadAsync(events.Room(), cancellationToken) is var read and > 0)
        {
            events.Filled(read);
            while (events.TryNext(out var next))
            {
                await RelayAsync(call, next, writer, progress, cancellationToken);
            }

            if (events.Buffered > options.MaxInspectedBytes)
            {
                throw new ToolListException($"sent an event of over {options.MaxInspectedBytes} bytes");
            }

            await writer.FlushAsync(cancellationToken);
        }

        writer.Write(events.Tail);
        return reads.FellSilent ? RelayFault.Idle : RelayFault.None;
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
        if (answers)
        {
            progress.Answered = true;
            progress.Outcome = RelayOutcomes.Of(kind);
            await call.SettleAsync(progress.Outcome);
        }

        // A list requested on one stream may arrive on a resumed one, so on GET streams every answer that looks like a list is treated as one.
        var mayBeList = (call.IsToolList || call.Envelope is null) && (kind == MessageKind.Result || (kind == MessageKind.Unreadable && LooksLikeJson(next.Data.Span)));
        var data = mayBeList ? await toolLists.RewriteAsync(call, next.Data, cancellationToken) : next.Data;
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
