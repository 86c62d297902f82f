using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Finds where a value ends in JSON text, as strictly as the standard is: every string, number and bracket on the way is checked. Text between quotes is
/// passed over in blocks. Returns -1 for what is not valid JSON. Whether the text is valid UTF-8 is not checked.
/// </summary>
internal static class JsonEnd
{
    // What ends a string, begins an escape, or must not be in a string.
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(each => (byte)each)]);

    /// <summary>The offset after the value that begins at the offset, or after white space there. Values may be nested to any depth.</summary>
    /// <param name="hasOddKey">Set if a key in the value has an escape, or anything but visible ASCII and spaces.</param>
    public static int OfValue(ReadOnlySpan<byte> json, int at, ref bool hasOddKey)
    {
        var open = default(JsonNesting);
        while (true)
        {
            at = Begin(json, at, ref open, ref hasOddKey, out var hasBegun);
            if (hasBegun)
            {
                continue;
            }

            // After a value, each object or array that ends here is left, until there is another member or element.
            for (var isOver = true; isOver; at++)
            {
                if (at < 0 || open.IsEmpty)
                {
                    return at;
                }

                at = OfSpace(json, at);
                if (at == json.Length)
                {
                    return -1;
                }

                isOver = json[at] != (byte)',';
                if (isOver && json[at] != (open.IsObject ? (byte)'}' : (byte)']'))
                {
                    return -1;
                }

                if (isOver)
                {
                    open.Pop();
                }
            }

            at = open.IsObject ? OfKey(json, at, ref hasOddKey) : at;
            if (at < 0)
            {
                return -1;
            }
        }
    }

    /// <summary>The offset of the next byte that is not white space; the length of the text if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= ' ' && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The offset after the string whose opening quote is at the offset.</summary>
    public static int OfText(ReadOnlySpan<byte> json, int at)
    {
        at++;
        while (true)
        {
            at = NextSpecial(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return -1;
            }

            if (json[at] == (byte)'"')
            {
                return at + 1;
            }

            at = json[at] == (byte)'\\' ? OfEscape(json, at) : -1;
            if (at < 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Whether the text between the quotes of a key has an escape, or anything but visible ASCII and spaces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOdd(ReadOnlySpan<byte> json, int from, int to)
    {
        if (to - from > Vector128<byte>.Count || from + Vector128<byte>.Count > json.Length)
        {
            return json[from..to].ContainsAnyExceptInRange((byte)' ', (byte)'~') || json[from..to].Contains((byte)'\\');
        }

        var block = Vector128.Create(json.Slice(from, Vector128<byte>.Count));
        var odd = Vector128.GreaterThan(block, Vector128.Create((byte)'~')) | Vector128.Equals(block, Vector128.Create((byte)'\\'));
        return (odd.ExtractMostSignificantBits() & ((1u << (to - from)) - 1)) != 0;
    }

    /// <summary>The offset after the colon of the key that begins at the offset, or after white space there.</summary>
    private static int OfKey(ReadOnlySpan<byte> json, int at, ref bool isOdd)
    {
        at = OfSpace(json, at);
        if ((uint)at >= (uint)json.Length || json[at] != (byte)'"' || OfText(json, at) is not (var end and > 0))
        {
            return -1;
        }

        isOdd |= IsOdd(json, at + 1, end - 1);
        at = OfSpace(json, end);
        return (uint)at < (uint)json.Length && json[at] == (byte)':' ? at + 1 : -1;
    }

    /// <summary>Reads a whole value or, if it is an object or array with something in it, what is before the first value in it.</summary>
    private static int Begin(ReadOnlySpan<byte> json, int at, ref JsonNesting open, ref bool hasOddKey, out bool hasBegun)
    {
        hasBegun = false;
        at = OfSpace(json, at);
        if ((uint)at >= (uint)json.Length)
        {
            return -1;
        }

        var first = json[at];
        if (first == (byte)'"')
        {
            return OfText(json, at);
        }

        if (first is not ((byte)'{' or (byte)'['))
        {
            return JsonBare.End(json, at);
        }

        var isObject = first == (byte)'{';
        at = OfSpace(json, at + 1);
        if ((uint)at < (uint)json.Length && json[at] == (isObject ? (byte)'}' : (byte)']'))
        {
            return at + 1;
        }

        open.Push(isObject);
        at = isObject ? OfKey(json, at, ref hasOddKey) : at;
        hasBegun = at >= 0;
        return at;
    }

    // Most strings are short, so the first block is searched without a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextSpecial(ReadOnlySpan<byte> json, int at)
    {
        if (at + Vector128<byte>.Count <= json.Length)
        {
            var block = Vector128.Create(json.Slice(at, Vector128<byte>.Count));
            var hits = Vector128.Equals(block, Vector128.Create((byte)'"')) | Vector128.Equals(block, Vector128.Create((byte)'\\')) | Vector128.LessThan(block, Vector128.Create((byte)' '));
            if (hits != Vector128<byte>.Zero)
            {
                return at + BitOperations.TrailingZeroCount(hits.ExtractMostSignificantBits());
            }

            at += Vector128<byte>.Count;
        }

        var next = json[at..].IndexOfAny(Special);
        return next < 0 ? json.Length : at + next;
    }

    private static int OfEscape(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 >= json.Length)
        {
            return -1;
        }

        return json[at + 1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => at + 2,
            (byte)'u' when at + 6 <= json.Length && AreHex(json.Slice(at + 2, 4)) => at + 6,
            _ => -1,
        };
    }

    private static bool AreHex(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1]) && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
}
