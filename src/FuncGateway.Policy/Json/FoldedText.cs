using System.Globalization;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>The folded form of a text, which is added character by character. Its length is bounded by the buffer, however long the text is.</summary>
internal ref struct FoldedText(Span<char> buffer)
{
    private readonly Span<char> _buffer = buffer;

    // The end of the text without white space at its end, and with as much of that white space as fits.
    private int _end;
    private int _endWithSpaces;
    private bool _lostSpaces;

    /// <summary>Whether everything added so far fits into the buffer. White space at the end does not count.</summary>
    public bool Fits { get; private set; } = true;

    public readonly ReadOnlySpan<char> Written => _buffer[.._end];

    public void Add(Rune rune)
    {
        if (IsInvisible(rune) || IsDotOfI(rune))
        {
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            AddSpace(rune);
            return;
        }

        if (_lostSpaces || !TryAppendFolded(rune))
        {
            Fits = false;
        }
    }

    private void AddSpace(Rune space)
    {
        if (_end == 0)
        {
            return;
        }

        if (_endWithSpaces < _buffer.Length)
        {
            _buffer[_endWithSpaces++] = (char)space.Value;
        }
        else
        {
            _lostSpaces = true;
        }
    }

    private bool TryAppendFolded(Rune rune)
    {
        var free = _buffer[_endWithSpaces..];
        int written;
        if (rune.IsAscii && free.Length > 0)
        {
            free[0] = char.ToLowerInvariant((char)rune.Value);
            written = 1;
        }
        else if (rune.IsBmp && CaseFoldings.TryFind((char)rune.Value, out var folded))
        {
            if (!folded.TryCopyTo(free))
            {
                return false;
            }

            written = folded.Length;
        }
        else if (!Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).TryEncodeToUtf16(free, out written))
        {
            return false;
        }

        _end = _endWithSpaces += written;
        return true;
    }

    // A dotted capital I in lower case is an i followed by a combining dot above; the dot is dropped. A dot after white space that did not fit belongs to that.
    private readonly bool IsDotOfI(Rune rune) => rune.Value == 0x0307 && !_lostSpaces && _buffer[.._endWithSpaces] is [.., 'i'];

    // Control and format characters (zero-width space and joiners, byte order mark, soft hyphen, direction marks, tags), and the others that
    // Unicode lists as Default_Ignorable_Code_Point.
    private static bool IsInvisible(Rune rune) => rune.IsAscii
        ? rune.Value is < ' ' or 0x7f
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || IsDefaultIgnorable(rune.Value);

    private static bool IsDefaultIgnorable(int value) => value
        is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);
}
