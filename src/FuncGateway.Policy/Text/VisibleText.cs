using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Text;

/// <summary>
/// Shows text that an agent, an upstream or another person has chosen: tool names, labels, reasons. Characters that would not be seen, or would change how
/// other text is seen (control characters, line breaks, bidirectional and zero-width marks), are written as <c>\u{…}</c>, and long text is cut. Use it wherever such
/// text becomes part of a sentence, a log message or a terminal's output. Messages with formatting need <c>Markup</c>, which is built on it.
/// </summary>
public static class VisibleText
{
    /// <summary>Longest text shown, in characters, unless a place says otherwise.</summary>
    public const int MaxLength = 200;

    public static string Of(string? text, int maxLength = MaxLength)
    {
        if (text is null)
        {
            return "";
        }

        if (text.Length <= maxLength && IsPlain(text))
        {
            return text;
        }

        var shown = new StringBuilder(Math.Min(text.Length, maxLength) + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = IsVisible(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            if (shown.Length + next.Length > maxLength)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(next);
        }

        return shown.ToString();
    }

    // The usual case, without a look at its category.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    // Half of a surrogate pair is read as U+FFFD, which is visible.
    private static bool IsVisible(Rune rune) => !Ignorable.Is(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
        && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator || rune.Value == ' ');
}
