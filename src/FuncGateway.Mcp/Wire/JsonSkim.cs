using System.Buffers;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Reads the structure of one JSON object as the most lenient client would, in one pass over bytes that may arrive in pieces. NaN, trailing commas and any
/// depth are accepted. Anything whose structure clients could read differently makes it odd: a batch, text after the object, comments, unquoted or
/// single-quoted text, invalid keys, a missing value, colon or comma. A derived class says which of its keys and values it needs.
/// </summary>
/// <param name="maxToken">Maximum length of a key or a value that is kept.</param>
internal abstract class JsonSkim(int maxToken)
{
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\"u8);

    // Numbers, true, false, null, NaN and Infinity. Of the other characters outside of strings, readers disagree.
    private static readonly SearchValues<byte> Bare = SearchValues.Create("+-.0123456789EINaeflnrstuiy"u8);

    private readonly ArrayBufferWriter<byte> _token = new(32);
    private JsonNesting _open;
    private Next _next = Next.Value;
    private bool _inText;
    private bool _isEscaped;
    private bool _inBare;
    private bool _isEnded;

    /// <summary>Whether clients could read different things in the object.</summary>
    public bool IsOdd { get; protected set; }

    /// <summary>Whether one complete object was read.</summary>
    public bool IsWhole => _isEnded && !IsOdd;

    /// <summary>How many objects and arrays are open.</summary>
    protected int Depth => _open.Depth;

    /// <summary>The last key or value read at a depth that is kept, with its quotes.</summary>
    protected ReadOnlySpan<byte> Token => _token.WrittenSpan;

    /// <summary>Whether the last key or value was longer than what is kept.</summary>
    protected bool IsTooLong { get; private set; }

    /// <summary>Whether keys and values at the current depth are kept.</summary>
    protected abstract bool IsKept { get; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[(_inText ? ReadText(bytes) : ReadStructure(bytes))..];
        }
    }

    /// <summary>A key was read at a depth that is kept. Null if it is too long or not valid text, which makes the object odd.</summary>
    protected abstract void OnKey(ReadOnlyMemory<byte>? key);

    /// <summary>A value begins, of whatever kind.</summary>
    protected abstract void OnValue(byte first);

    /// <summary>A text, a number or a literal has ended.</summary>
    protected abstract void OnEndOfValue();

    /// <summary>An object or array was entered, or another member follows.</summary>
    protected abstract void OnStructure();

    // What comes next in the object or array that is open, at its beginning or after a comma.
    private Next InOpen => _open.IsObject ? Next.KeyOrEnd : Next.ValueOrEnd;

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
            OnEndOfValue();
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
                Take(Next.CommaOrEnd);
                _next = InOpen;
                OnStructure();
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
            OnEndOfValue();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (IsTooLong || !IsKept)
        {
            return;
        }

        IsTooLong = _token.WrittenCount + bytes.Length > maxToken;
        if (!IsTooLong)
        {
            _token.Write(bytes);
        }
    }

    private void BeginValue(byte first)
    {
        IsOdd |= _isEnded || (Depth == 0 && first != (byte)'{');
        var isKey = _next == Next.KeyOrEnd;
        IsOdd |= isKey ? first != (byte)'"' : _next is not (Next.Value or Next.ValueOrEnd);
        _next = isKey ? Next.Colon : Next.CommaOrEnd;
        _token.ResetWrittenCount();
        IsTooLong = false;
        OnValue(first);
        Keep([first]);
    }

    private void Take(Next expected) => IsOdd |= Depth == 0 || _next != expected;

    private void Enter(bool isObject)
    {
        _open.Push(isObject);
        _next = InOpen;
        OnStructure();
    }

    private void Leave(bool isObject)
    {
        IsOdd |= Depth == 0 || isObject != _open.IsObject || _next is Next.Value or Next.Colon;
        if (Depth > 0)
        {
            _open.Pop();
        }

        _next = Next.CommaOrEnd;
        _isEnded |= Depth == 0;
        OnStructure();
    }

    private void ReadKey()
    {
        Take(Next.Colon);
        _next = Next.Value;
        if (!IsKept)
        {
            return;
        }

        var key = IsTooLong || Token.Length < 2 || Token[0] != (byte)'"' ? null : Key();
        IsOdd |= key is null;
        OnKey(key);
        _token.ResetWrittenCount();
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
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not valid JSON, or beside its escapes not valid UTF-8.
            return null;
        }
    }

    // What the structure demands next. An end may follow a comma.
    private enum Next : byte
    {
        Value,
        ValueOrEnd,
        KeyOrEnd,
        Colon,
        CommaOrEnd,
    }
}
