using FuncGateway.Core;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Judges a message that is passed on while it arrives, because it is too long to be held. Whatever would have to be filtered or held back ends it: what has
/// been sent of it cannot be taken back, but it never becomes complete.
/// </summary>
internal sealed class LongMessage(RelayContext call)
{
    private readonly MessageSkim _skim = new(Math.Max(MessageSkim.DefaultMaxToken, call.MessageId.Length * 6));

    /// <summary>The size, in bytes, up to which a message is held until it is complete. Answers to list requests, and what arrives on a GET stream, are filtered at any size that is accepted.</summary>
    public static int HeldBytes(RelayContext call, GatewayOptions options) =>
        call.Envelope is null || call.IsList ? options.MaxInspectedBytes : Math.Min(options.MaxInspectedBytes, 64 * 1024);

    /// <summary>Whether a message of which this has been read may be passed on in parts: it is a response, or cannot be read at all and is refused. What the server asks or announces is screened as a whole.</summary>
    public static bool MayBegin(MessageSkim skim) => !skim.HasMethod && (skim.IsOdd || skim.HasResult || skim.HasNullResult || skim.HasAnyError);

    /// <exception cref="UnusableAnswerException">The message must not be passed on any further.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _skim.Feed(bytes);
        if (_skim.IsOdd || _skim.HasList || _skim.NamesTask)
        {
            throw new UnusableAnswerException(_skim.IsOdd ? "sent a long message that is not one JSON-RPC message" : "sent a long message with a list or a task in it");
        }

        if (_skim.HasMethod)
        {
            throw new UnusableAnswerException("sent a long message that is both a response and a request");
        }

        if (call.Outcome is not null && MessagePeek.Of(_skim, call.MessageId.Span).ClaimsToAnswer)
        {
            throw new UnusableAnswerException("answered a second time");
        }
    }

    /// <summary>At the end of the message: settles the call if it is the answer to it.</summary>
    /// <exception cref="UnusableAnswerException">It could be taken for the answer but is none, or is incomplete.</exception>
    public async Task<bool> EndAsync()
    {
        var peek = MessagePeek.Of(_skim, call.MessageId.Span);
        if (!_skim.IsWhole || peek.ClaimsToAnswer != peek.Answers)
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
