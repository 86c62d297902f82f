using System.Globalization;
using System.Text;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>Tells hidden characters from those that belong to an emoji or to the spelling of a language.</summary>
internal static class HiddenRunes
{
    private const int ZeroWidthNonJoiner = 0x200c;
    private const int ZeroWidthJoiner = 0x200d;
    private const int TextStyle = 0xfe0e;
    private const int EmojiStyle = 0xfe0f;
    private const int FirstJoiningScript = 0x0600;

    /// <summary>Unicode tag characters: an invisible copy of ASCII.</summary>
    public static bool IsTag(Rune rune) => rune.Value is >= 0xe0000 and <= 0xe007f;

    /// <summary>Whether a character that shows nothing has no reason to be where it is.</summary>
    public static bool IsHidden(Rune before, Rune rune, Rune after) => rune.Value switch
    {
        '\t' or '\n' or '\r' => false,
        EmojiStyle or TextStyle => !TakesStyle(before),
        ZeroWidthJoiner => !(IsPictorial(before) && IsPictorial(after)) && !Joins(before, after),
        ZeroWidthNonJoiner => !Joins(before, after),
        >= 0xe0100 and <= 0xe01ef => !IsHan(before),
        _ => Ignorable.Is(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format,
    };

    // Keycaps are a digit, # or * with a style.
    private static bool TakesStyle(Rune before) => before.Value is '#' or '*' or (>= '0' and <= '9') or 0xa9 or 0xae || IsPictorial(before);

    private static bool IsPictorial(Rune rune) =>
        rune.Value is EmojiStyle or (>= 0x1f3fb and <= 0x1f3ff)
        || (rune.Value >= 0x2000 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation);

    // Persian and the scripts of India write with joiners between their letters.
    private static bool Joins(Rune before, Rune after) =>
        before.Value >= FirstJoiningScript && after.Value >= FirstJoiningScript && IsLetterOrMark(before) && IsLetterOrMark(after);

    private static bool IsLetterOrMark(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
