using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">That of its first line of text; the first of the page is 1.</param>
/// <param name="Language">Empty if the page gives none.</param>
/// <param name="Marks">The words after the language.</param>
/// <param name="FollowsBlock">Whether only blank lines are between the block before and this one.</param>
internal sealed partial record CodeBlock(int Line, string Language, IReadOnlyList<string> Marks, IReadOnlyList<string> Lines, bool FollowsBlock)
{
    public const string Sh = "sh";
    public const string PowerShell = "powershell";

    /// <summary>What a block of commands can be marked with, all of which keep it from being run.</summary>
    public static readonly string[] KnownMarks = ["azure", "client", "long"];

    public string Text => string.Join('\n', Lines);

    public bool IsPowerShell => Language == PowerShell;

    /// <summary>Whether the lines are commands: those of sh, which PowerShell shares unless a block of its own follows, or those of PowerShell.</summary>
    public bool IsCommands => Language is Sh or PowerShell || (Language.Length == 0 && Lines.Count > 0 && FirstWordOfCommand().IsMatch(Lines[0]));

    public bool IsRun => IsCommands && Marks.Count == 0;

    [GeneratedRegex("^(?:fgw|dotnet|azd?|npm|npx|curl|python3|git|cd|cp|claude|codex|code|docker|[a-z]+=\\$\\() ?", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWordOfCommand();
}
