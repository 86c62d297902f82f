using System.Buffers;
using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// The form in which two keys look the same to a lenient server: without control and invisible characters and surrounding white space,
/// and case folded.
/// </summary>
internal static class KeyFolding
{
    // A character folds to at most three.
    private const int Expansion = 3;

    public static string Fold(string key)
    {
        var buffer = new char[BufferFor(key.Length)];
        return new string(Fold(key, buffer));
    }

    public static int BufferFor(int length) => checked(length * Expansion);

    /// <summary>Folds into <paramref name="buffer"/>, which has room for <see cref="BufferFor"/> the key's length.</summary>
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

    // What is left of a dotted capital I in lower case: an i and a dot above it.
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

    // Control, format (zero-width space and joiners, byte order mark, soft hyphen, direction marks, tags) and the other
    // characters that Unicode calls default ignorable.
    private static bool IsInvisible(Rune rune) => rune.IsAscii
        ? rune.Value is < ' ' or 0x7f
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || IsDefaultIgnorable(rune.Value);

    private static bool IsDefaultIgnorable(int value) => value
        is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);
}
