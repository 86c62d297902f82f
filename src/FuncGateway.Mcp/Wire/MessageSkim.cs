using System.Buffers;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Reads the top of an upstream message as the most lenient client would, in one pass over bytes that may arrive in pieces: its kind, its id, and whether
/// its result has a list. NaN, trailing commas and any depth are accepted. Anything whose structure clients could read differently makes it odd: a batch,
/// text after the message, comments, unquoted or single-quoted text, repeated or look-alike keys.
/// </summary>
/// <param name="maxToken">Maximum length of a key or an id that is read. A longer key in a result counts as a list, a longer id as another one.</param>
internal sealed class MessageSkim(int maxToken = MessageSkim.DefaultMaxToken)
{
    public const int DefaultMaxToken = 1024;

    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\"u8);

    // Numbers, true, false, null, NaN and Infinity. Of the other characters outside of strings, readers disagree.
    private static readonly SearchValues<byte> Bare = SearchValues.Create("+-.0123456789EINaeflnrstuiy"u8);

    private readonly ArrayBufferWriter<byte> _token = new(64);
    private int _depth;
    private uint _objects;
    private bool _inText;
    private bool _isEscaped;
    private bool _inBare;
    private bool _isTooLong;
    private bool _isEnded;
    private AnswerKey _top;
    private AnswerKey _awaited;
    private uint _seen;

    /// <summary>Whether clients could read different things in the message.</summary>
    public bool IsOdd { get; private set; }

    /// <summary>Whether the message is one complete object.</summary>
    public bool IsWhole => _isEnded && !IsOdd;

    /// <summary>Whether the result has a member that is, or could be taken for, a list.</summary>
    public bool HasList { get; private set; }

    /// <summary>Whether the result has a member that names a task.</summary>
    public bool NamesTask { get; private set; }

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

    public static MessageSkim Of(ReadOnlySpan<byte> message, int maxToken = DefaultMaxToken)
    {
        var skim = new MessageSkim(maxToken);
        skim.Feed(message);
        skim.IsOdd |= !System.Text.Unicode.Utf8.IsValid(message);
        return skim;
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = _inText ? bytes[ReadText(bytes)..] : bytes[ReadStructure(bytes)..];
        }
    }

    private int ReadText(ReadOnlySpan<byte> bytes)
    {
        if (_isEscaped)
        {
            Keep(bytes[..1]);
            _isEscaped = false;
            return 1;
        }

        var end = bytes.IndexOfAny(EndOfText);
        if (end < 0)
        {
            Keep(bytes);
            return bytes.Length;
        }

        Keep(bytes[..(end + 1)]);
        _isEscaped = bytes[end] == (byte)'\\';
        if (!_isEscaped)
        {
            _inText = false;
            EndValue();
        }

        return end + 1;
    }

    private int ReadStructure(ReadOnlySpan<byte> bytes)
    {
        var next = bytes[0];
        if (Bare.Contains(next))
        {
            return ReadBare(bytes);
        }

        EndBare();
        switch (next)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                break;
            case (byte)'"':
                BeginValue(next);
                _inText = true;
                break;
            case (byte)'{' or (byte)'[':
                BeginValue(next);
                Enter(isObject: next == (byte)'{');
                break;
            case (byte)'}' or (byte)']':
                Leave(isObject: next == (byte)'}');
                break;
            case (byte)':':
                ReadKey();
                break;
            case (byte)',':
                _awaited = AnswerKey.Other;
                IsOdd |= _depth == 0;
                break;
            default:
                IsOdd = true;
                break;
        }

        return 1;
    }

    private int ReadBare(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAnyExcept(Bare);
        var length = end < 0 ? bytes.Length : end;
        if (!_inBare)
        {
            BeginValue(bytes[0]);
            _inBare = true;
            Keep(bytes[1..length]);
        }
        else
        {
            Keep(bytes[..length]);
        }

        return length;
    }

    private void EndBare()
    {
        if (_inBare)
        {
            _inBare = false;
            EndValue();
        }
    }

    // Only what is near the top is kept: keys, and the values that the gateway reads.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_depth is not (1 or 2) || _isTooLong)
        {
            return;
        }

        _isTooLong = _token.WrittenCount + bytes.Length > maxToken;
        if (!_isTooLong)
        {
            _token.Write(bytes);
        }
    }

    private void BeginValue(byte first)
    {
        IsOdd |= _isEnded || (_depth == 0 && first != (byte)'{');
        _token.ResetWrittenCount();
        _isTooLong = false;
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
            case AnswerKey.Task:
                NamesTask = true;
                break;
        }

        Keep([first]);
    }

    private void EndValue()
    {
        switch (_awaited)
        {
            case AnswerKey.Id:
                Id = _isTooLong ? "\"\""u8.ToArray() : _token.WrittenSpan.ToArray();
                break;
            case AnswerKey.Version:
                HasVersion = !_isTooLong && _token.WrittenSpan.SequenceEqual("\"2.0\""u8);
                break;
            case AnswerKey.IsError:
                IsToolError |= _token.WrittenSpan.SequenceEqual("true"u8);
                break;
        }

        _awaited = AnswerKey.Other;
    }

    private void Enter(bool isObject)
    {
        _depth++;
        if (_depth <= 3)
        {
            var bit = 1u << _depth;
            _objects = isObject ? _objects | bit : _objects & ~bit;
        }

        _awaited = AnswerKey.Other;
    }

    private void Leave(bool isObject)
    {
        IsOdd |= _depth == 0 || (_depth <= 3 && isObject != ((_objects & (1u << _depth)) != 0));
        _depth = Math.Max(0, _depth - 1);
        _isEnded |= _depth == 0;
        _awaited = AnswerKey.Other;
    }

    private void ReadKey()
    {
        if (_depth is not (1 or 2))
        {
            IsOdd |= _depth == 0;
            return;
        }

        if (_token.WrittenCount < 2 || _token.WrittenSpan[0] != (byte)'"' || _isTooLong)
        {
            HasList |= _depth == 2 && _top == AnswerKey.Result;
            IsOdd = true;
        }
        else if (Key() is not { } key)
        {
            IsOdd = true;
        }
        else if (_depth == 1)
        {
            _awaited = _top = AnswerKeys.OfMessage(key.Span);
            IsOdd |= _top == AnswerKey.LookAlike || IsRepeated(_top);
        }
        else
        {
            _awaited = _top switch
            {
                AnswerKey.Result => AnswerKeys.OfResult(key.Span),
                AnswerKey.Error => AnswerKeys.OfError(key.Span),
                _ => AnswerKey.Other,
            };
        }

        HasMethod |= _awaited == AnswerKey.Method;
        _token.ResetWrittenCount();
    }

    private bool IsRepeated(AnswerKey key)
    {
        var bit = key == AnswerKey.Other ? 0 : 1u << (int)key;
        var isRepeated = (_seen & bit) != 0;
        _seen |= bit;
        return isRepeated;
    }

    /// <summary>The key just read, unescaped; null if it is not valid text.</summary>
    private ReadOnlyMemory<byte>? Key()
    {
        var token = _token.WrittenMemory;
        if (token.Span.IndexOf((byte)'\\') < 0)
        {
            return token[1..^1];
        }

        try
        {
            var reader = new Utf8JsonReader(token.Span);
            reader.Read();
            return JsonText.Unescaped(ref reader, token);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
