using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Classification;

/// <summary>Splits names and texts into lower-case words.</summary>
internal static class Words
{
    /// <summary>Longest part of a name or text that is looked at, in characters.</summary>
    public const int MaxLength = 2_000;

    private const int MaxShown = 200;
    private const int MaxWordLength = 40;

    /// <summary>Splits at anything but letters, and where lower case meets upper case: <c>getHTTPStatus2</c> is get, http, status.</summary>
    public static List<string> OfName(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var text = name.AsSpan(0, Math.Min(name.Length, MaxLength));
        for (var i = 0; i < text.Length; i++)
        {
            if (word.Length > 0 && (!char.IsLetter(text[i]) || BeginsWord(text, i)))
            {
                Take(words, word);
            }

            if (char.IsLetter(text[i]) && word.Length < MaxWordLength)
            {
                word.Append(char.ToLowerInvariant(text[i]));
            }
        }

        Take(words, word);
        return words;
    }

    /// <summary>A text as it is shown in a reason: cut if it is long, but not inside a character.</summary>
    public static string Shown(string text) =>
        text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown), "…");

    /// <summary>The words of a list in a table.</summary>
    public static string[] OfTable(string table) => table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool BeginsWord(ReadOnlySpan<char> text, int i) =>
        char.IsUpper(text[i]) && i > 0 && (char.IsLower(text[i - 1]) || (char.IsUpper(text[i - 1]) && i + 1 < text.Length && IsPartOfWord(text[(i + 1)..])));

    // The plural of an abbreviation is one word: URLs, IDs.
    private static bool IsPartOfWord(ReadOnlySpan<char> text) =>
        char.IsLower(text[0]) && !(text[0] == 's' && (text.Length == 1 || char.GetUnicodeCategory(text[1]) is not UnicodeCategory.LowercaseLetter));

    private static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
