namespace FuncGateway.LocalHost.VerifyAudit;

/// <summary>
/// Shows other characters than those of ASCII by their code. Which ones can be seen depends on the version of Unicode, and the findings must not depend on who prints them.
/// </summary>
internal static class AsciiText
{
    public static string Of(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value is >= ' ' and <= '~' ? rune.ToString() : $"\\u{{{rune.Value:x}}}"));
}
