using System.Buffers;
using System.Text.Json;
using FuncGateway.Core;
using FuncGateway.Core.Drift;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Filters the lists of an answer for its caller. If that leaves a requested page empty that is not the last, the next page is fetched in its place,
/// because several clients never request further pages.
/// </summary>
// Five parameters: what fetches further pages within which bounds, and what is told of changed tools.
public sealed class ListRewriter(UpstreamSender sender, RequestCeilings ceilings, GatewayOptions options, IdleTimeouts timeouts, ToolChanges changes)
{
    private const int MaxPages = 100;

    private readonly ListMemory _memory = new();

    /// <summary>Scans a message for lists, of which the caller of the call may see a part.</summary>
    internal ListScan Scan(RelayContext call, ReadOnlyMemory<byte> message) => ListScan.Of(message, ListVerdicts.Of(call.Caller, _memory, (tool, fingerprint) => changes.Report(call.Caller.Server.Id, tool, fingerprint)));

    /// <summary>
    /// Returns the message to send in place of the scanned one (the same memory if nothing has to change), and whether all of its keys are plain. Valid until
    /// the next message of the call is rewritten.
    /// </summary>
    /// <param name="isRequested">Whether the message answers this call, so that a next page may be fetched with its request.</param>
    /// <exception cref="UnusableAnswerException">The list cannot be returned: it is unreadable, or its pages do not end.</exception>
    internal async ValueTask<(ReadOnlyMemory<byte> Message, bool HasPlainKeys)> RewriteAsync(RelayContext call, ListScan scan, bool isRequested, CancellationToken cancellationToken)
    {
        HashSet<string>? seen = null;
        while (true)
        {
            var output = call.Rewritten;
            output.Clear();
            output.Reserve(scan.Message.Length + 64);
            var page = ListFilter.Filter(scan, call.Era, output);
            if (page.Problem is { } problem)
            {
                throw new UnusableAnswerException($"sent a list that {problem}");
            }

            if (!page.IsEmptyWithMore || !isRequested || call.Envelope is null || !call.IsList)
            {
                return (output.Written.IsEmpty ? scan.Message : output.Written, scan.HasPlainKeys);
            }

            seen ??= new HashSet<string>(StringComparer.Ordinal);
            if (!seen.Add(Convert.ToBase64String(page.NextCursor)) || seen.Count > MaxPages)
            {
                throw new UnusableAnswerException(seen.Count > MaxPages ? $"sent over {MaxPages} pages of hidden entries" : "sent a cursor that leads back to a page already read");
            }

            scan = Scan(call, await FetchAsync(call, call.Envelope, page.NextCursor, cancellationToken));
            if (!scan.Look(call.MessageId.Span).Answers)
            {
                throw new UnusableAnswerException("did not send the next page: it sent something that does not answer the request");
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> FetchAsync(RelayContext call, Envelope envelope, byte[] cursor, CancellationToken cancellationToken)
    {
        using var idle = timeouts.Begin(call, cancellationToken);
        try
        {
            var sent = await sender.SendAsync(call, WithCursor(envelope, cursor), idle);
            using var response = sent.Response ?? throw (idle.IsExpired ? TooSlow() : new UnusableAnswerException($"did not send the next page: {sent.Problem}"));
            return MediaTypes.IsEventStream(response)
                ? await ReadAnswerAsync(response, envelope.Id, idle.Token)
                : await ReadBodyAsync(response, idle.Token);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            throw TooSlow();
        }

        UnusableAnswerException TooSlow() => new($"did not send the next page within {options.UpstreamIdleTimeout.TotalSeconds:0} s");
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new HeldBody(ceilings.AnswerBytes, response.Content.Headers.ContentLength);
        var isWhole = await body.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), options.MaxInspectedBytes, cancellationToken);
        return isWhole ? body.Bytes.ToArray() : throw TooLong();
    }

    // The stream may stay open after the answer, so do not read to its end.
    private async Task<ReadOnlyMemory<byte>> ReadAnswerAsync(HttpResponseMessage response, ReadOnlyMemory<byte> id, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var events = new SseBuffer(ceilings.AnswerBytes);
        while (await stream.ReadAsync(events.Room(), cancellationToken) is var read and > 0)
        {
            events.Filled(read);
            while (events.TryNext(out var next))
            {
                if (MessagePeek.Look(next.Data.Span, id.Span).ClaimsToAnswer)
                {
                    return next.Data.ToArray();
                }
            }

            if (events.Buffered > options.MaxInspectedBytes)
            {
                throw TooLong();
            }
        }

        throw new UnusableAnswerException("ended the stream of its next page without an answer");
    }

    private UnusableAnswerException TooLong() => new($"sent a page of over {options.MaxInspectedBytes} bytes");

    /// <summary>Returns the caller's own request with another cursor; all other bytes are unchanged.</summary>
    internal static byte[] WithCursor(Envelope envelope, ReadOnlySpan<byte> cursor)
    {
        var body = envelope.Body.Span;
        var buffer = new ArrayBufferWriter<byte>(body.Length + cursor.Length + 32);
        if (!envelope.Cursor.IsEmpty)
        {
            Splice(buffer, body, envelope.Cursor.Span, [], cursor, []);
        }
        else if (!envelope.NullParams.IsEmpty)
        {
            Splice(buffer, body, envelope.NullParams.Span, "{\"cursor\":"u8, cursor, "}"u8);
        }
        else if (!envelope.Params.IsEmpty)
        {
            var open = envelope.Params.Span[..1];
            var isEmpty = JsonDocument.Parse(envelope.Params).RootElement.GetPropertyCount() == 0;
            Splice(buffer, body, open, "{\"cursor\":"u8, cursor, isEmpty ? [] : ","u8);
        }
        else
        {
            Splice(buffer, body, body[(body.LastIndexOf((byte)'}'))..][..1], ",\"params\":{\"cursor\":"u8, cursor, "}}"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Splice(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> body, ReadOnlySpan<byte> replaced, ReadOnlySpan<byte> before, ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> after)
    {
        body.Overlaps(replaced, out var at);
        buffer.Write(body[..at]);
        buffer.Write(before);
        buffer.Write(cursor);
        buffer.Write(after);
        buffer.Write(body[(at + replaced.Length)..]);
    }
}
