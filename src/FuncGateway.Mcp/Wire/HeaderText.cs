namespace FuncGateway.Mcp.Wire;

/// <summary>Whether a value fits a header. HTTP libraries differ in what they do with other characters: refuse the whole message, or change them.</summary>
internal static class HeaderText
{
    /// <summary>Printable ASCII, spaces and tabs.</summary>
    public static bool IsSendable(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange(' ', '~') || IsSendableWithTabs(value);

    /// <summary>One or more visible ASCII characters, as session ids must be.</summary>
    public static bool IsVisible(ReadOnlySpan<char> value) => !value.IsEmpty && !value.ContainsAnyExceptInRange('!', '~');

    private static bool IsSendableWithTabs(ReadOnlySpan<char> value)
    {
        foreach (var character in value)
        {
            if (character is not ('\t' or (>= ' ' and <= '~')))
            {
                return false;
            }
        }

        return true;
    }
}
