using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Reads JSON text strictly, forward and in one pass: the members and elements that its caller asks for, and past all others. Behind the first byte that is
/// not valid JSON nothing is found. Whether the text is valid UTF-8 is not checked.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private bool _isAfterValue;
    private bool _hasOddKey;

    /// <summary>False from the first byte on that is not valid JSON.</summary>
    public readonly bool IsValid => _at >= 0;

    /// <summary>The offset of what comes next, which may be white space. Negative if the text is not valid.</summary>
    public readonly int Position => _at;

    /// <summary>Whether a key that was read, or read past, has an escape, or anything but visible ASCII and spaces.</summary>
    public readonly bool HasOddKey => _hasOddKey;

    /// <summary>Whether there is nothing but white space left.</summary>
    public readonly bool IsAtEnd => IsValid && JsonEnd.OfSpace(_json, _at) == _json.Length;

    /// <summary>Goes to the next byte that is not white space and returns it; 0 if there is none, or if the text is not valid.</summary>
    public byte Next()
    {
        if (!IsValid)
        {
            return 0;
        }

        _at = JsonEnd.OfSpace(_json, _at);
        return _at < _json.Length ? _json[_at] : (byte)0;
    }

    /// <summary>Enters the object or array that comes next.</summary>
    public void Enter()
    {
        _at++;
        _isAfterValue = false;
    }

    /// <summary>Goes to the value of the next member of the object. Returns false at the end of the object, having left it, and if the text is not valid.</summary>
    /// <param name="key">Unescaped. A key with half of a surrogate pair is not valid.</param>
    public bool NextMember(out ReadOnlySpan<byte> key)
    {
        key = default;
        if (IsOver((byte)'}'))
        {
            return false;
        }

        var end = Next() == (byte)'"' ? JsonEnd.OfText(_json, _at) : -1;
        if (end < 0 || !TryUnescape(_json[(_at + 1)..(end - 1)], out key))
        {
            return Fail();
        }

        _hasOddKey |= JsonEnd.IsOdd(_json, _at + 1, end - 1);
        _at = end;
        if (Next() != (byte)':')
        {
            return Fail();
        }

        _at++;
        return true;
    }

    /// <summary>Goes to the next element of the array. Returns false at the end of the array, having left it, and if the text is not valid.</summary>
    public bool NextElement() => !IsOver((byte)']');

    /// <summary>Reads past the value that comes next and returns where it is; the default value if it is not valid.</summary>
    public Slice Skip()
    {
        Next();
        var start = _at;
        _at = IsValid ? JsonEnd.OfValue(_json, start, ref _hasOddKey) : -1;
        _isAfterValue = true;
        return IsValid ? new Slice(start, _at) : default;
    }

    /// <summary>The text of a value.</summary>
    public readonly ReadOnlySpan<byte> Of(Slice value) => value.Of(_json);

    /// <summary>Goes past a value that was read before.</summary>
    public void Pass(int length, bool hasOddKey)
    {
        _at += length;
        _hasOddKey |= hasOddKey;
        _isAfterValue = true;
    }

    /// <summary>Unescapes the text between the quotes of a valid string. Returns false if it has half of a surrogate pair.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> written, out ReadOnlySpan<byte> text)
    {
        text = written;
        if (!written.Contains((byte)'\\'))
        {
            return true;
        }

        if (JsonText.HasBrokenSurrogate(written))
        {
            return false;
        }

        var buffer = new byte[written.Length];
        text = buffer.AsSpan(0, JsonText.Unescape(written, buffer));
        return true;
    }

    private bool IsOver(byte close)
    {
        var next = Next();
        if (next == close && IsValid)
        {
            _at++;
            _isAfterValue = true;
            return true;
        }

        if (_isAfterValue)
        {
            if (next != (byte)',')
            {
                Fail();
            }
            else
            {
                _at++;
            }
        }

        // An end directly after a comma is no value either.
        return !IsValid;
    }

    private bool Fail()
    {
        _at = -1;
        return false;
    }
}
