using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FuncGateway.Policies.Rules;

/// <summary>Detects URIs that a server could resolve to another resource than the one that was judged.</summary>
internal static class UriReading
{
    private const string SegmentEnds = "/\\?#:";

    /// <summary>Returns what makes the URI ambiguous, or null. Does not allocate for a URI without percent-encoding.</summary>
    public static string? FindAmbiguity(string uri)
    {
        foreach (var character in uri.EnumerateRunes())
        {
            var fault = Rune.IsWhiteSpace(character) ? "white space" : FaultOf(character);
            if (fault is not null)
            {
                return fault;
            }
        }

        if (!uri.Contains('%', StringComparison.Ordinal))
        {
            return HasDotSegment(uri) ? "a dot segment" : null;
        }

        var bytes = DecodeBytes(uri);
        return Utf8.IsValid(bytes) ? FindEncoded(Encoding.UTF8.GetString(bytes)) : "percent-encoded bytes that are not UTF-8";
    }

    /// <summary>Decodes percent-encoding until nothing is encoded any more, in linear time. An encoded <c>*</c> stays, because it is none of a pattern.</summary>
    public static string Decode(string uri) => uri.Contains('%', StringComparison.Ordinal) ? Encoding.UTF8.GetString(DecodeBytes(uri)) : uri;

    private static string? FindEncoded(string decoded)
    {
        foreach (var character in decoded.EnumerateRunes())
        {
            if (FaultOf(character) is { } fault)
            {
                return fault + " in percent-encoding";
            }
        }

        return HasDotSegment(decoded) ? "a dot segment" : null;
    }

    private static string? FaultOf(Rune character) => character.IsAscii && character.Value is >= ' ' and not '\\' and not 0x7f ? null
        : character.Value == '\\' ? "a backslash"
        : Rune.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control => "a control character",
            UnicodeCategory.Format => "an invisible character",
            _ => null,
        };

    // Each decoded byte may complete another sequence with those before it ("%252e", "%2%65"), so the end of the text is looked at again.
    private static ReadOnlySpan<byte> DecodeBytes(string uri)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(uri)];
        Encoding.UTF8.GetBytes(uri, bytes);
        var length = 0;
        foreach (var each in bytes)
        {
            bytes[length++] = each;
            while (length >= 3 && bytes[length - 3] == '%' && TryHex(bytes.AsSpan(length - 2, 2), out var decoded) && decoded != '*')
            {
                length -= 2;
                bytes[length - 1] = decoded;
            }
        }

        return bytes.AsSpan(0, length);
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte value) => byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    // Some servers cut parameters off a segment ("..;x") or trim it.
    private static bool HasDotSegment(ReadOnlySpan<char> uri)
    {
        foreach (var range in uri.SplitAny(SegmentEnds))
        {
            var segment = uri[range];
            var end = segment.IndexOf(';');
            if ((end < 0 ? segment : segment[..end]).Trim() is "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}
