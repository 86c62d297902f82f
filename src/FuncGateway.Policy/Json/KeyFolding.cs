using System.Buffers;
using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Folds keys so that two keys become equal if a lenient server could treat them as the same: case is folded, and control characters, invisible
/// characters and surrounding white space are removed.
/// </summary>
internal static class KeyFolding
{
    // A character folds to at most three characters.
    private const int Expansion = 3;

    public static string Fold(string key)
    {
        var buffer = new char[BufferFor(key.Length)];
        return new string(Fold(key, buffer));
    }

    public static int BufferFor(int length) => checked(length * Expansion);

    /// <summary>Folds a key into <paramref name="buffer"/>, which must be as long as <see cref="BufferFor"/> says for the length of the key.</summary>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> key, Span<char> buffer)
    {
        var length = 0;
        while (!key.IsEmpty)
        {
            var read = 1;
            if (char.IsAscii(key[0]))
            {
                buffer[length] = char.ToLowerInvariant(key[0]);
                length += IsInvisible(new Rune(key[0])) ? 0 : 1;
            }
            else if (Rune.DecodeFromUtf16(key, out var rune, out read) != OperationStatus.Done)
            {
                buffer[length++] = key[0];
            }
            else if (!IsInvisible(rune) && !IsDotOfI(rune, buffer[..length]))
            {
                length += FoldOne(rune, buffer[length..]);
            }

            key = key[read..];
        }

        return buffer[..length].Trim();
    }

    // A dotted capital I in lower case is an i followed by a combining dot above; the dot is dropped.
    private static bool IsDotOfI(Rune rune, ReadOnlySpan<char> before) => rune.Value == 0x0307 && before is [.., 'i'];

    private static int FoldOne(Rune rune, Span<char> buffer)
    {
        if (rune.IsBmp && CaseFoldings.TryFind((char)rune.Value, out var folded))
        {
            folded.CopyTo(buffer);
            return folded.Length;
        }

        return Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).EncodeToUtf16(buffer);
    }

    // Control and format characters (zero-width space and joiners, byte order mark, soft hyphen, direction marks, tags), and the others that
    // Unicode lists as Default_Ignorable_Code_Point.
    private static bool IsInvisible(Rune rune) => rune.IsAscii
        ? rune.Value is < ' ' or 0x7f
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || IsDefaultIgnorable(rune.Value);

    private static bool IsDefaultIgnorable(int value) => value
        is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);
}
