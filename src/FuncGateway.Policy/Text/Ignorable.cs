using System.Text;

namespace FuncGateway.Policies.Text;

/// <summary>Letters and marks that show nothing: fillers, the blank Braille pattern, variation selectors, tags, the combining grapheme joiner.</summary>
internal static class Ignorable
{
    public static bool Is(Rune rune) => rune.Value
        is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x2800 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0000 and <= 0xe0fff);
}
