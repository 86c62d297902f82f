using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>The commands of a page as one script, which says before and after each of them where it is. A shell keeps what the commands set for those that follow, as that of a reader does.</summary>
internal sealed partial class PageScript
{
    private const string Begin = "@@begin ";
    private const string End = "@@end ";

    private readonly List<PageCommand> _commands = [];

    /// <param name="fill">Puts values in place of what a page cannot know.</param>
    public PageScript(CommandPage page, bool isPowerShell, Func<string, string> fill)
    {
        IsPowerShell = isPowerShell;
        foreach (var block in page.Blocks.Where(block => block.IsRun && Runs(page, block)))
        {
            _commands.AddRange(CommandsOf(page, block, fill));
        }
    }

    public bool IsPowerShell { get; }

    public IReadOnlyList<PageCommand> Commands => _commands;

    public string Text => IsPowerShell ? PowerShell() : Sh();

    /// <summary>What did not end as the page says, each with its place and what it wrote.</summary>
    public IReadOnlyList<string> Failures(string output)
    {
        var written = _commands.Select(_ => new StringBuilder()).ToArray();
        var codes = new int?[_commands.Count];
        var current = 0;
        foreach (var line in output.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(Begin, StringComparison.Ordinal))
            {
                current = int.Parse(line[Begin.Length..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith(End, StringComparison.Ordinal))
            {
                codes[current] = int.Parse(line[End.Length..], CultureInfo.InvariantCulture);
            }
            else if (written.Length > 0)
            {
                written[current].Append(line).Append('\n');
            }
        }

        return [.. _commands.Select((command, index) => command.Failure(codes[index], written[index].ToString().Trim())).OfType<string>()];
    }

    // Each block runs in sh. In PowerShell it runs as it is, unless one for PowerShell replaces it.
    private bool Runs(CommandPage page, CodeBlock block) => IsPowerShell ? block.IsPowerShell || page.InPowerShell(block) is null : !block.IsPowerShell;

    private static IEnumerable<PageCommand> CommandsOf(CommandPage page, CodeBlock block, Func<string, string> fill)
    {
        var (begun, text) = (0, new StringBuilder());
        foreach (var (line, index) in block.Lines.Select((line, index) => (line, index)))
        {
            if (text.Length == 0 && (line.Trim().Length == 0 || line.TrimStart().StartsWith('#')))
            {
                continue;
            }

            begun = text.Length == 0 ? block.Line + index : begun;
            text.Append(text.Length == 0 ? "" : "\n").Append(line);
            if (!GoesOn(text.ToString(), block.IsPowerShell))
            {
                yield return new PageCommand($"{page.Name}:{begun}", text.ToString(), fill(text.ToString()));
                text.Clear();
            }
        }

        if (text.Length > 0)
        {
            yield return new PageCommand($"{page.Name}:{begun}", text.ToString(), fill(text.ToString()));
        }
    }

    // After a continuation character, or within braces or parentheses.
    private static bool GoesOn(string text, bool isPowerShell) =>
        text.EndsWith(isPowerShell ? '`' : '\\') || Literals().Replace(text, "") is var bare && (bare.Count(each => each is '{' or '(') > bare.Count(each => each is '}' or ')') || (!isPowerShell && Opened().Count(bare) > Closed().Count(bare)));

    private string Sh()
    {
        var script = new StringBuilder();
        foreach (var (command, index) in _commands.Select((command, index) => (command, index)))
        {
            script.Append(CultureInfo.InvariantCulture, $"printf '\\n{Begin}{index}\\n'\n{command.Filled}\nprintf '\\n{End}%s\\n' \"$?\"\n");
        }

        return script.ToString();
    }

    // The code of a program, or 1 for a command of PowerShell that failed.
    private string PowerShell()
    {
        var script = new StringBuilder("$ErrorActionPreference = 'Stop'\n$OutputEncoding = [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)\n");
        foreach (var (command, index) in _commands.Select((command, index) => (command, index)))
        {
            script.Append(CultureInfo.InvariantCulture, $$"""
                [Console]::Out.WriteLine("`n{{Begin}}{{index}}")
                $global:LASTEXITCODE = 0
                $ended = 1
                try {
                {{command.Filled}}
                $ended = $? ? 0 : $LASTEXITCODE ? $LASTEXITCODE : 1
                } catch { [Console]::Out.WriteLine($_) }
                [Console]::Out.WriteLine("`n{{End}}$ended")

                """);
        }

        return script.ToString();
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|(?<=^|\\s)#[^\n]*")]
    private static partial Regex Literals();

    [GeneratedRegex("(?<=^|[\\s;])(?:do|then)(?=\\s|$)")]
    private static partial Regex Opened();

    [GeneratedRegex("(?<=^|[\\s;])(?:done|fi)(?=[\\s;]|$)")]
    private static partial Regex Closed();
}

/// <summary>A command of a page.</summary>
/// <param name="Place">The page and the line.</param>
/// <param name="Text">As the page has it.</param>
/// <param name="Filled">As it is run.</param>
internal sealed partial record PageCommand(string Place, string Text, string Filled)
{
    /// <summary>The exit code: that of a remark at the end of the line, as in <c># exit code 1</c>, or 0.</summary>
    public int Expected => ExitCode().Match(Text) is { Success: true } match ? int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture) : 0;

    /// <param name="code">Null if the command did not end.</param>
    public string? Failure(int? code, string output) =>
        code == Expected ? null : $"{Place}: {Text}\n{(code is null ? "was not run to its end" : $"ended with {code} instead of {Expected}")}\n{output}";

    [GeneratedRegex("# exit code (?<code>[0-9]+)$")]
    private static partial Regex ExitCode();
}
