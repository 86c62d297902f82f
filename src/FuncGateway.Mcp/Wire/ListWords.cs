using System.Globalization;
using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Whether text that cannot be read strictly could have a list for some client: whether a list's key, however it is escaped, spelled or quoted, stands
/// where a key can be. Text that merely mentions the word is no list.
/// </summary>
internal static class ListWords
{
    private const int Window = 32 * 1024;
    private const int Overlap = 2 * 1024;

    private static readonly string[] Words = ["tools", "resources", "resourcetemplates", "prompts", "tasks"];

    private static readonly Encoding Lenient = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(""));

    public static bool FoundIn(ReadOnlySpan<byte> text)
    {
        for (var start = 0; start < text.Length; start += Window)
        {
            var end = Math.Min(text.Length, start + Window + Overlap);
            if (FoundInPart(KeyFolding.Fold(Unescape(Lenient.GetString(text[start..end])))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FoundInPart(string folded)
    {
        foreach (var word in Words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var before = folded.AsSpan(0, at).TrimEnd();
                var after = folded.AsSpan(at + word.Length).TrimStart();
                if ((before.IsEmpty || "\"'`{,[/".Contains(before[^1], StringComparison.Ordinal)) && (after.IsEmpty || "\"'`:=/".Contains(after[0], StringComparison.Ordinal)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                plain.Append(text[at]);
            }
            else if (Digits(text, at) is var digits and > 0)
            {
                plain.Append((char)int.Parse(text.AsSpan(at + 2, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += digits + 1;
            }
        }

        return plain.ToString();
    }

    // \u0061, and \x61, which lenient readers know.
    private static int Digits(string text, int at)
    {
        var count = at + 1 < text.Length ? text[at + 1] switch { 'u' => 4, 'x' => 2, _ => 0 } : 0;
        return count > 0 && at + 2 + count <= text.Length && int.TryParse(text.AsSpan(at + 2, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) ? count : 0;
    }
}
