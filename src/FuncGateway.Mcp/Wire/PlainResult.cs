namespace FuncGateway.Mcp.Wire;

/// <summary>
/// What a strict scan of a message finds around its <c>result</c>. It tells what the message is only if that is beyond doubt: <c>jsonrpc</c>, <c>id</c> and
/// the <c>result</c> are there once each, and nothing else is. Any other message needs a <see cref="MessageSkim"/>.
/// </summary>
internal struct PlainResult
{
    // An escape takes at most six times the length of what it stands for.
    private const int MaxKey = MessageSkim.DefaultMaxToken / 6;

    private bool _isOther;
    private Slice _version;
    private Slice _id;
    private Slice _result;

    /// <summary>Where the result is; the default value if there is none that is an object.</summary>
    public readonly Slice Result => _result;

    /// <summary>Whether the result has a member that some client reads as a list.</summary>
    public bool HasList { get; set; }

    /// <summary>Whether the result has <c>isError: true</c>.</summary>
    public bool IsToolError { get; private set; }

    /// <summary>A member of the message other than a result that is an object.</summary>
    public void Add(AnswerKey key, Slice value, ReadOnlySpan<byte> message)
    {
        switch (key)
        {
            case AnswerKey.Version when _version == default:
                _version = value;
                break;
            case AnswerKey.Id when _id == default:
                _id = value;
                break;
            default:
                _isOther = true;
                break;
        }

        _isOther |= value == default || message[value.Start] is (byte)'{' or (byte)'[';
    }

    public void AddResult(Slice where)
    {
        _isOther |= _result != default;
        _result = where;
    }

    /// <summary>A member of the result.</summary>
    public void AddMember(ReadOnlySpan<byte> key, Slice value, ReadOnlySpan<byte> message)
    {
        // The keys that a skim may find odd: too long, perhaps only with their escapes, and in _meta also those that it cannot unescape.
        var member = AnswerKeys.OfResult(key);
        var text = value.Of(message);
        _isOther |= key.Length > MaxKey || (member == AnswerKey.Meta && (text.Length > MessageSkim.DefaultMaxToken || text.Contains((byte)'\\')));
        IsToolError |= member == AnswerKey.IsError && text.SequenceEqual("true"u8);
    }

    /// <summary>Returns null if a <see cref="MessageSkim"/> must tell.</summary>
    public readonly MessagePeek? Peek(ReadOnlySpan<byte> message, ReadOnlySpan<byte> expectedId)
    {
        var id = _id.Of(message);
        if (_isOther || _result == default || id.Length > MessagePeek.MaxTokenFor(expectedId))
        {
            return null;
        }

        var hasVersion = _version.Of(message).SequenceEqual("\"2.0\""u8);
        var claims = MessagePeek.IsSameId(id, expectedId);
        return new MessagePeek(IsToolError ? MessageKind.ToolError : MessageKind.Result, claims && hasVersion, claims)
        {
            HasList = HasList,
            HasVersion = hasVersion,
            HasNoId = id.IsEmpty || id.SequenceEqual("null"u8),
        };
    }
}
