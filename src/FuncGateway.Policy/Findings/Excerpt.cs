using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>Shows a part of a text that a server has chosen, so that nothing in it is invisible.</summary>
internal static class Excerpt
{
    private const int Before = 20;
    private const int After = 60;
    private const int MaxLength = 200;
    private const int HalfOfPath = 150;

    /// <summary>The text around a place, with an ellipsis where it is cut.</summary>
    public static string Around(string text, int start, int length)
    {
        var from = Math.Max(0, start - Before);
        var to = (int)Math.Min(text.Length, (long)start + length + After);
        return $"{(from > 0 ? "…" : "")}{Visible(text.AsSpan(from, to - from))}{(to < text.Length ? "…" : "")}";
    }

    /// <summary>The path without its middle if it is long: both ends say where something is.</summary>
    public static string OfPath(string path)
    {
        if (path.Length <= 2 * HalfOfPath)
        {
            return path;
        }

        // A surrogate pair is not cut in two.
        var (end, start) = (HalfOfPath, path.Length - HalfOfPath);
        return $"{path.AsSpan(0, char.IsHighSurrogate(path[end - 1]) ? end - 1 : end)}…{path.AsSpan(char.IsLowSurrogate(path[start]) ? start + 1 : start)}";
    }

    public static string Visible(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var next = IsVisible(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            if (shown.Length + next.Length > MaxLength)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(next);
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) =>
        !HiddenRunes.IsIgnorable(rune) && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
        && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator || rune.Value == ' ');
}
