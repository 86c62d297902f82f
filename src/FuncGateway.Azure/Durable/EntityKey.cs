using System.Globalization;
using System.Text;

namespace FuncGateway.Azure.Durable;

/// <summary>Any text as a table key. Tables refuse <c>/ \ # ?</c> and control characters, and some clients stumble over <c>%</c>.</summary>
internal static class EntityKey
{
    /// <summary>The service takes 1 KiB of UTF-16.</summary>
    private const int MaxLength = 512;

    public static string Encode(string key)
    {
        var encoded = new StringBuilder(key.Length);
        foreach (var character in key)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or ':')
            {
                encoded.Append(character);
            }
            else
            {
                // Fixed width, and '_' itself is written this way, so no two keys become one.
                encoded.Append(CultureInfo.InvariantCulture, $"_{(int)character:x4}");
            }
        }

        return encoded.Length is > 0 and <= MaxLength
            ? encoded.ToString()
            : throw new ArgumentException($"The key '{key}' has {encoded.Length} characters when encoded; a table takes 1 to {MaxLength}.", nameof(key));
    }
}
