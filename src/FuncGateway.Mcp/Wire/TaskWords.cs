using System.Buffers;
using System.Text;

namespace FuncGateway.Mcp.Wire;

/// <summary>Looks for task keys in a message without reading it, as a client that ignores case and invisible characters would find them.</summary>
internal static class TaskWords
{
    private static readonly SearchValues<byte> Anchor = SearchValues.Create("kK"u8);
    // A message that consists only of these has no such key.
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(each => each != '\\').Select(each => (byte)each)]);
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\"u8);

    /// <summary>False if no key in the message can be read as one that names a task.</summary>
    /// <param name="hasPlainKeys">Whether it is known that every key is visible ASCII without escapes.</param>
    public static bool MayBeIn(ReadOnlySpan<byte> message, bool hasPlainKeys = false) => Contains(message, "ask"u8) || (!hasPlainKeys && HasOddKey(message));

    /// <summary>For a message that cannot be read: whether some client might find a task in it.</summary>
    public static bool AreIn(ReadOnlySpan<byte> message) =>
        Contains(message, "askid"u8) || Contains(message, "\"task\""u8) || Contains(message, "\"tasks\""u8) || HasOddKey(message);

    // The words are found by their only k, which is rare.
    private static bool Contains(ReadOnlySpan<byte> message, ReadOnlySpan<byte> word)
    {
        var before = word.IndexOf((byte)'k');
        for (var from = 0; message[from..].IndexOfAny(Anchor) is var at and >= 0; from += at + 1)
        {
            var start = from + at - before;
            if (start >= 0 && start + word.Length <= message.Length && Ascii.EqualsIgnoreCase(message.Slice(start, word.Length), word))
            {
                return true;
            }
        }

        return false;
    }

    // A key with an escape, or with anything but visible ASCII, may be read as another one.
    private static bool HasOddKey(ReadOnlySpan<byte> message) => message.ContainsAnyExcept(Plain) && FindOddKey(message);

    private static bool FindOddKey(ReadOnlySpan<byte> message)
    {
        while (message.IndexOf((byte)'"') is var open and >= 0)
        {
            message = message[(open + 1)..];
            var text = message[..LengthOfText(message)];
            message = message[Math.Min(text.Length + 1, message.Length)..];
            if (message.TrimStart(" \t\r\n"u8).StartsWith(":"u8) && (text.Contains((byte)'\\') || text.ContainsAnyExceptInRange((byte)' ', (byte)'~')))
            {
                return true;
            }
        }

        return false;
    }

    private static int LengthOfText(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && text[length..].IndexOfAny(EndOfText) is var at and >= 0)
        {
            length += at;
            if (text[length] == (byte)'"')
            {
                return length;
            }

            length += 2;
        }

        return text.Length;
    }
}
