using System.Text.Unicode;

namespace FuncGateway.Mcp.Wire;

/// <summary>What is known from the top of an upstream message, of which only a part may have been read: its kind, its id, and whether its result has a list or names what belongs to one grant. Repeated or look-alike keys make it odd.</summary>
/// <param name="maxToken">Maximum length of a key or an id that is read. A longer key in a result counts as a list, a longer id as another one.</param>
internal sealed class MessageSkim(int maxToken = MessageSkim.DefaultMaxToken) : JsonSkim(maxToken)
{
    public const int DefaultMaxToken = 1024;

    private AnswerKey _top;
    private AnswerKey _awaited;
    private uint _seen;
    private bool _inMeta;

    /// <summary>Whether the result has a list, or a member that some clients read as one.</summary>
    public bool HasList { get; private set; }

    /// <summary>Whether the result, or its <c>_meta</c>, has a member that names what belongs to one grant.</summary>
    public bool HasOwned { get; private set; }

    public bool HasVersion { get; private set; }

    public bool HasMethod { get; private set; }

    /// <summary>Whether it has a result that is not null.</summary>
    public bool HasResult { get; private set; }

    public bool HasNullResult { get; private set; }

    /// <summary>Whether it has an error object with a code.</summary>
    public bool HasError { get; private set; }

    /// <summary>Whether <c>error</c> is something other than null.</summary>
    public bool HasAnyError { get; private set; }

    public bool IsToolError { get; private set; }

    /// <summary>The id as raw JSON; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Id { get; private set; }

    /// <summary>Whether the id is missing or null.</summary>
    public bool HasNoId => Id.IsEmpty || Id.Span.SequenceEqual("null"u8);

    // Keys, and the values that the gateway reads, are near the top.
    protected override bool IsKept => Depth is 1 or 2 || (Depth == 3 && _inMeta);

    public static MessageSkim Of(ReadOnlySpan<byte> message, int maxToken = DefaultMaxToken)
    {
        var skim = new MessageSkim(maxToken);
        skim.Feed(message);
        skim.IsOdd |= !Utf8.IsValid(message);
        return skim;
    }

    protected override void OnKey(ReadOnlyMemory<byte>? key)
    {
        switch (Depth)
        {
            case 1:
                _top = key is { } top ? AnswerKeys.OfMessage(top.Span) : AnswerKey.LookAlike;
                _awaited = _top;
                IsOdd |= _top == AnswerKey.LookAlike || IsRepeated(_top);
                HasMethod |= _top == AnswerKey.Method;
                break;
            case 2:
                _awaited = _top switch
                {
                    AnswerKey.Result => key is { } member ? AnswerKeys.OfResult(member.Span) : AnswerKey.List,
                    AnswerKey.Error => key is { } member ? AnswerKeys.OfError(member.Span) : AnswerKey.Other,
                    _ => AnswerKey.Other,
                };
                break;
            default:
                _awaited = key is { } meta ? AnswerKeys.OfMeta(meta.Span) : AnswerKey.Owned;
                break;
        }
    }

    protected override void OnValue(byte first)
    {
        switch (_awaited)
        {
            case AnswerKey.Result:
                HasNullResult = first == (byte)'n';
                HasResult |= !HasNullResult;

                // A result of another kind is none that MCP has, so clients could do anything with it.
                IsOdd |= first is not ((byte)'{' or (byte)'n');
                break;
            case AnswerKey.Error:
                HasAnyError |= first != (byte)'n';
                break;
            case AnswerKey.List:
                HasList |= first != (byte)'n';
                break;
            case AnswerKey.Code:
                HasError |= first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
                break;
            case AnswerKey.Owned:
                HasOwned = true;
                break;
            case AnswerKey.Meta:
                _inMeta = first == (byte)'{';
                break;
        }
    }

    protected override void OnEndOfValue()
    {
        switch (_awaited)
        {
            case AnswerKey.Id:
                Id = IsTooLong ? "\"\""u8.ToArray() : Token.ToArray();
                break;
            case AnswerKey.Version:
                HasVersion = !IsTooLong && Token.SequenceEqual("\"2.0\""u8);
                break;
            case AnswerKey.IsError:
                IsToolError |= Token.SequenceEqual("true"u8);
                break;
        }

        _awaited = AnswerKey.Other;
    }

    protected override void OnStructure()
    {
        _awaited = AnswerKey.Other;
        _inMeta &= Depth > 2;
    }

    private bool IsRepeated(AnswerKey key)
    {
        var bit = key == AnswerKey.Other ? 0 : 1u << (int)key;
        var isRepeated = (_seen & bit) != 0;
        _seen |= bit;
        return isRepeated;
    }
}
