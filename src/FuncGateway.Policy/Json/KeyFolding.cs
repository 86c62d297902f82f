using System.Buffers;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Folds keys and names so that two of them become equal if a lenient server could treat them as the same: case is folded, control characters and
/// invisible characters are removed, and then white space at both ends. The one folding for the wire and for policies.
/// </summary>
internal static class KeyFolding
{
    private const int ShortText = 256;

    // The foldings of a character have at most three UTF-16 code units for each of its own.
    private const int Expansion = 3;

    // A text that consists only of these characters is not changed by folding.
    private const string Unchanged = "abcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static readonly SearchValues<byte> UnchangedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Unchanged));
    private static readonly SearchValues<char> UnchangedCharacters = SearchValues.Create(Unchanged);

    public static string Fold(string text)
    {
        if (text.Length > ShortText)
        {
            return Fold(text, new char[checked(text.Length * Expansion)]);
        }

        return Fold(text, stackalloc char[ShortText * Expansion]);
    }

    /// <summary>Whether folding does not change the text, for certain. Lower-case ASCII without spaces is recognized without folding it.</summary>
    public static bool IsUnfolded(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept(UnchangedBytes);

    /// <inheritdoc cref="IsUnfolded(ReadOnlySpan{byte})"/>
    public static bool IsUnfolded(ReadOnlySpan<char> utf16) => !utf16.ContainsAnyExcept(UnchangedCharacters);

    /// <summary>Whether folding only puts the text into lower case: visible ASCII without spaces.</summary>
    public static bool IsVisibleAscii(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    /// <summary>Folds a UTF-8 text into <paramref name="buffer"/>, without allocating. Returns false if the folded text is longer than the buffer.</summary>
    public static bool TryFold(ReadOnlySpan<byte> utf8, Span<char> buffer, out ReadOnlySpan<char> folded)
    {
        var text = new FoldedText(buffer);
        while (!utf8.IsEmpty && text.Fits)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var read);
            text.Add(rune);
            utf8 = utf8[read..];
        }

        folded = text.Fits ? text.Written : default;
        return text.Fits;
    }

    /// <summary>Folds a text into <paramref name="buffer"/>, without allocating. Returns false if the folded text is longer than the buffer.</summary>
    public static bool TryFold(ReadOnlySpan<char> utf16, Span<char> buffer, out ReadOnlySpan<char> folded)
    {
        var text = new FoldedText(buffer);
        while (!utf16.IsEmpty && text.Fits)
        {
            Rune.DecodeFromUtf16(utf16, out var rune, out var read);
            text.Add(rune);
            utf16 = utf16[read..];
        }

        folded = text.Fits ? text.Written : default;
        return text.Fits;
    }

    private static string Fold(string text, Span<char> buffer)
    {
        TryFold(text, buffer, out var folded);
        return folded.SequenceEqual(text) ? text : new string(folded);
    }
}
