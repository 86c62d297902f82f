using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Passes the events of one upstream stream on to its client, each judged first. An event that is too long to be held is passed on as it arrives.</summary>
/// <param name="heldBytes">The size up to which every event is held until it is complete.</param>
/// <param name="maxBytes">The size up to which an event is held that must not be passed on in parts.</param>
internal sealed class EventPump(RelayContext call, SseBuffer events, MessageScreen screen, int heldBytes, int maxBytes)
{
    private readonly PipeWriter _writer = call.Http.Response.BodyWriter;
    private LongMessage? _long;
    private int _lookAt;
    private bool _isAnswerWritten;

    /// <summary>Passes on what is complete.</summary>
    public async Task PassOnAsync(CancellationToken cancellationToken)
    {
        do
        {
            await PartsAsync();
            while (events.TryNext(out var next))
            {
                await EventAsync(next, cancellationToken);
            }
        }
        while (BeginsLong());

        await FlushAsync(cancellationToken);
    }

    /// <summary>At the end of the stream. The last event needs no blank line.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await PassOnAsync(cancellationToken);
        if (_long is not null)
        {
            _writer.Write("\n\n"u8);
            await EndLongAsync();
        }
        else if (events.TryEnd(out var last))
        {
            await EventAsync(last, cancellationToken);
            _writer.Write("\n"u8);
        }
        else
        {
            _writer.Write(events.Tail);
        }

        await FlushAsync(cancellationToken);
    }

    private async ValueTask EventAsync(SseEvent next, CancellationToken cancellationToken)
    {
        // What was received before the gateway ended the request, but not passed on, is dropped.
        call.End.ThrowIfEnded();
        _lookAt = 0;
        call.CanResume |= next.HasId && call.Era == ProtocolEra.Legacy;
        if (next.Data.IsEmpty)
        {
            Write(next, next.Data);
            return;
        }

        if (next.Data.Length > maxBytes && !LongMessage.MayBegin(call, next.Data.Span))
        {
            throw TooLong();
        }

        var screened = await screen.ScreenAsync(call, next.Data, cancellationToken);
        if (screened.Problem is { } problem)
        {
            SseWriter.Message(_writer, ReplyBody.Error(call.MessageId.Span, McpErrorCode.InternalError, GatewayReply.NotKnown(call, problem)).Span);
        }
        else if (screened.IsDropped)
        {
            // The id stays, so that a client that resumes does not ask for the event again.
            SseWriter.WithoutData(_writer, next.Raw.Span);
        }
        else
        {
            Write(next, OldServer.AnswerToProbe(call, screened));
        }

        _isAnswerWritten |= screened.AnswersCall;
    }

    private void Write(SseEvent next, ReadOnlyMemory<byte> data)
    {
        if (next.IsPlain && data.Equals(next.Data))
        {
            _writer.Write(next.Raw.Span);
        }
        else
        {
            SseWriter.WithData(_writer, next.Raw.Span, data.Span);
        }
    }

    private bool BeginsLong()
    {
        if (_long is not null || events.Buffered <= Math.Max(heldBytes, _lookAt))
        {
            return false;
        }

        if (MayBegin())
        {
            (_long, _lookAt) = (new LongMessage(call), 0);
            events.BeginLong();
            return true;
        }

        if (events.Buffered > maxBytes)
        {
            throw TooLong();
        }

        // Looking again only at twice the size costs no more than reading the event twice.
        _lookAt = (int)Math.Min(maxBytes, 2L * events.Buffered);
        return false;
    }

    private UnusableAnswerException TooLong() => new($"sent an event of over {maxBytes} bytes");

    private bool MayBegin()
    {
        var skim = LongMessage.SkimFor(call);
        events.Peek(skim);
        return LongMessage.MayBegin(call, skim);
    }

    private async Task PartsAsync()
    {
        while (_long is not null && events.TryPart(out var part))
        {
            call.End.ThrowIfEnded();
            if (part.IsOdd || SseLine.HasOtherLineEnds(Judged(_long, part)))
            {
                throw new UnusableAnswerException($"sent an event of over {heldBytes} bytes that clients read differently");
            }

            call.CanResume |= part.HasId && call.Era == ProtocolEra.Legacy;
            _writer.Write(part.Raw.Span);
            call.IsBetweenEvents = false;
            if (part.IsEnd)
            {
                await EndLongAsync();
            }
        }

        // Any other line than data is received as a whole.
        if (_long is not null && events.Buffered > heldBytes)
        {
            throw new UnusableAnswerException($"sent an event with a line of over {heldBytes} bytes that is not data");
        }
    }

    private ReadOnlySpan<byte> Judged(LongMessage message, SsePart part)
    {
        try
        {
            message.Add(part.StartsLine ? "\n"u8 : []);
            return message.Add(part.Data.Span);
        }
        catch (UnusableAnswerException e) when (call.IsBetweenEvents)
        {
            throw new UnusableAnswerException($"sent an event of over {heldBytes} bytes that cannot be passed on: it {e.Message}");
        }
    }

    private async Task EndLongAsync()
    {
        _isAnswerWritten |= _long is not null && await _long.EndAsync();
        _long = null;
        call.IsBetweenEvents = true;
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writer.FlushAsync(cancellationToken);
        if (_isAnswerWritten)
        {
            call.MarkDelivered();
        }
    }
}
