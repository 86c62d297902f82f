using System.Text.Unicode;
using FuncGateway.Core;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Judges a message that is passed on while it arrives, because it is too long to be held. Whatever would have to be filtered or held back ends it: what has
/// been sent of it cannot be taken back, but it never becomes complete.
/// </summary>
internal sealed class LongMessage(RelayContext call)
{
    private readonly MessageSkim _skim = SkimFor(call);
    private readonly WholeCharacters _text = new();
    private bool _isText = true;

    /// <summary>The size, in bytes, up to which every message is held until it is complete. Answers to requests for lists and about tasks, and what arrives on a GET stream, are held at any size that is accepted.</summary>
    public static int HeldBytes(RelayContext call, GatewayOptions options) =>
        call.Envelope is null || call.IsHeldWhole ? options.MaxInspectedBytes : Math.Min(options.MaxInspectedBytes, 64 * 1024);

    public static MessageSkim SkimFor(RelayContext call) => new(MessagePeek.MaxTokenFor(call.MessageId.Span));

    /// <summary>
    /// Whether a message of which this has been read may be passed on in parts. It must be the answer to the call, or a response whose id is not known yet,
    /// because some servers write the id last, and nothing in it has to be filtered so far. What cannot be read at all may begin as well, and is then refused.
    /// Anything else is held and screened as a whole.
    /// </summary>
    public static bool MayBegin(RelayContext call, MessageSkim skim)
    {
        var mayAnswer = !call.MessageId.IsEmpty && !call.IsHeldWhole && call.Outcome is null && (skim.Id.IsEmpty || MessagePeek.IsSameId(skim.Id.Span, call.MessageId.Span));
        var isResponse = !skim.HasMethod && (skim.IsOdd || skim.HasResult || skim.HasNullResult || skim.HasAnyError);
        return mayAnswer && isResponse && !skim.HasList && !skim.HasOwned;
    }

    /// <inheritdoc cref="MayBegin(RelayContext, MessageSkim)"/>
    public static bool MayBegin(RelayContext call, ReadOnlySpan<byte> read)
    {
        var skim = SkimFor(call);
        skim.Feed(read);
        return MayBegin(call, skim);
    }

    /// <summary>Returns what has been judged: the bytes, divided between two characters.</summary>
    /// <exception cref="UnusableAnswerException">The message must not be passed on any further.</exception>
    public ReadOnlySpan<byte> Add(ReadOnlySpan<byte> bytes)
    {
        var text = _text.Next(bytes);
        _isText &= Utf8.IsValid(text);
        _skim.Feed(text);
        if (_skim.IsOdd || !_isText)
        {
            throw new UnusableAnswerException("sent a long message that is not one JSON-RPC message");
        }

        if (_skim.HasList || _skim.HasOwned)
        {
            throw new UnusableAnswerException("sent a long message with a list, a task or a request state in it");
        }

        if (_skim.HasMethod)
        {
            throw new UnusableAnswerException("sent a long message that is both a response and a request");
        }

        return text;
    }

    /// <summary>At the end of the message: settles the call if it is the answer to it.</summary>
    /// <exception cref="UnusableAnswerException">The message has the id of the call and is not a valid answer, or it is incomplete.</exception>
    public async Task<bool> EndAsync()
    {
        var peek = MessagePeek.Of(_skim, call.MessageId.Span);
        if (!_skim.IsWhole || _text.IsCut || peek.ClaimsToAnswer != peek.Answers)
        {
            throw new UnusableAnswerException("sent a long message that is not exactly one JSON-RPC 2.0 message");
        }

        if (peek.Answers)
        {
            await call.SettleAsync(RelayOutcomes.Of(peek.Kind));
        }

        return peek.Answers;
    }
}
