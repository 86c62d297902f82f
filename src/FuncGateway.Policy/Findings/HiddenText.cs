using System.Globalization;
using System.Text;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>Finds characters that people do not see, and decodes messages in tag characters.</summary>
internal static class HiddenText
{
    private const int MaxShown = 5;
    private const int BlackFlag = 0x1f3f4;

    // The flags of England, Scotland and Wales are written with tags.
    private static readonly string[] Flags = ["gbeng", "gbsct", "gbwls"];

    public static IEnumerable<(FindingCode Code, string Evidence, string Message)> Find(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var (hidden, tags, at) = (new List<int>(), new StringBuilder(), -1);
        for (var (i, position) = (0, 0); i < runes.Length; position += runes[i].Utf16SequenceLength, i++)
        {
            if (HiddenRunes.IsTag(runes[i]))
            {
                var length = TagsFrom(runes, i);
                var message = Decode(runes.AsSpan(i, length));
                tags.Append(i > 0 && runes[i - 1].Value == BlackFlag && Flags.Contains(message) ? "" : message.Length > 0 ? message : "(empty)");
                position += (length - 1) * 2;
                i += length - 1;
            }
            else if (HiddenRunes.IsHidden(i > 0 ? runes[i - 1] : default, runes[i], i + 1 < runes.Length ? runes[i + 1] : default))
            {
                at = at < 0 ? position : at;
                hidden.Add(runes[i].Value);
            }
        }

        if (hidden.Count > 0)
        {
            var shown = string.Join(", ", hidden.Distinct().Take(MaxShown).Select(value => string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}")));
            yield return (FindingCode.HiddenCharacters, Excerpt.Around(text, at, 1), string.Create(CultureInfo.InvariantCulture, $"The text has {hidden.Count} hidden characters: {shown}."));
        }

        if (tags.Length > 0)
        {
            yield return (FindingCode.TagMessage, VisibleText.Of(tags.ToString()), "The text has a message in Unicode tag characters; the evidence is the decoded message.");
        }
    }

    /// <summary>The text as a model may read it: without hidden characters, tag messages decoded, and white space as single spaces.</summary>
    public static string Reveal(string text)
    {
        var revealed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (HiddenRunes.IsTag(rune))
            {
                revealed.Append(rune.Value is >= 0xe0020 and <= 0xe007e ? ((char)(rune.Value - 0xe0000)).ToString() : "");
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                revealed.Append(revealed.Length > 0 && revealed[^1] == ' ' ? "" : " ");
            }
            else if (!Ignorable.Is(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                revealed.Append(rune.ToString());
            }
        }

        return revealed.ToString();
    }

    private static int TagsFrom(Rune[] runes, int from)
    {
        var end = Array.FindIndex(runes, from, rune => !HiddenRunes.IsTag(rune));
        return (end < 0 ? runes.Length : end) - from;
    }

    private static string Decode(ReadOnlySpan<Rune> tags)
    {
        var decoded = new StringBuilder(tags.Length);
        foreach (var tag in tags)
        {
            decoded.Append(tag.Value is >= 0xe0020 and <= 0xe007e ? ((char)(tag.Value - 0xe0000)).ToString() : "");
        }

        return decoded.ToString();
    }
}
