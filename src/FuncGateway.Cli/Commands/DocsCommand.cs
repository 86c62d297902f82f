using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw docs</c>, hidden: the page of all commands, from the same descriptions as their help.</summary>
internal static class DocsCommand
{
    private const string Opening =
        """
        # `fgw`: the command line

        Everything that the console and the admin API can do, for terminals, scripts and CI. This page is written by `fgw docs`, from the same text as `fgw --help`.

        In a checkout: `dotnet run --project src/FuncGateway.Cli -- <command>`. As a tool: `dotnet pack src/FuncGateway.Cli -o tools`, then `dotnet tool install --global --add-source tools FuncGateway.Cli`.

        **Which gateway.** That of `--url`, else of `FUNCGATEWAY_URL`, else of `fgw login`, else the one that runs on this machine, whose key is found in its data folder. For a gateway in Azure, `fgw login --url https://…` takes tokens from the Azure CLI or the Azure Developer CLI, whichever is signed in. `FUNCGATEWAY_TOKEN` gives a token or the admin key, for CI.

        **Names.** A grant is named by its label, its id or the beginning of its id; an approval by its id or the beginning of it.

        **Output.** A table on a terminal. In a pipe: tab-separated values without header and colours, times as ISO 8601. `-o json` writes the result as one JSON value, `-o jsonl` one a line, `-o csv` as RFC 4180 with a header. `--query /id --query /label` picks values by JSON Pointers. `NO_COLOR` is honoured. Errors are one line on the error output; with `-o json` the problem details of the gateway.

        **Exit codes.**

        | Code | Means |
        |---|---|
        | 0 | done |
        | 1 | the check failed, or the answer is no |
        | 2 | a change opens access, or tampering was found |
        | 3 | undecided: a person has to decide |
        | 4 | not signed in, or without the role |
        | 5 | not found |
        | 6 | conflict: it exists, or was changed meanwhile |
        | 64 | the command line is not accepted, or a file that it names |
        | 69 | the gateway, or something that it needs to start, cannot be reached |
        | 70 | a bug; `FUNCGATEWAY_TRACE=1` shows where |
        | 130 | ended by Ctrl+C; `serve` and `demo` end with 0 then |

        """;

    public static FgwCommand Create(CliEnvironment environment)
    {
        var command = new FgwCommand("docs", "Writes this page.") { Hidden = true };
        return command.Does(environment, async _ => await environment.Terminal.Out.WriteAsync(Page(RootOf(command))));
    }

    /// <summary>The page, as Markdown.</summary>
    public static string Page(Command root)
    {
        var page = new StringBuilder(Opening).Append("\n## Options of every command\n");
        WriteSymbols(page, root.Options.Where(option => option is not (HelpOption or VersionOption)).Select(Row));
        foreach (var command in root.Subcommands)
        {
            Write(page, command, command.Name, "##");
        }

        return page.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static void Write(StringBuilder page, Command command, string name, string heading)
    {
        if (command.Hidden)
        {
            return;
        }

        var arguments = string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name.ToUpperInvariant()}"));
        page.Append($"\n{heading} `fgw {name}{arguments}`\n\n{command.Description}\n");
        WriteSymbols(page, [.. command.Arguments.Select(Row), .. command.Options.Where(option => !option.Hidden).Select(Row)]);
        if (command is FgwCommand { Examples: { Count: > 0 } examples })
        {
            page.Append($"\n```\n{string.Join('\n', examples)}\n```\n");
        }

        if (command is FgwCommand { ExitCodesInWords: { } words })
        {
            page.Append($"\nExit code: {words}\n");
        }

        foreach (var inner in command.Subcommands)
        {
            Write(page, inner, $"{name} {inner.Name}", "###");
        }
    }

    private static string Row(Argument argument) => $"| `{argument.Name}` | {Cell(argument.Description)} |";

    private static string Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name).Distinct().Select(name => $"`{name}`"));
        var value = option.HelpName is { } help ? $" *{Cell(help)}*" : "";
        return $"| {names}{value} | {Cell(option.Description)} |";
    }

    private static void WriteSymbols(StringBuilder page, IEnumerable<string> rows)
    {
        if (rows.ToArray() is { Length: > 0 } lines)
        {
            page.Append($"\n| | |\n|---|---|\n{string.Join('\n', lines)}\n");
        }
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    private static Command RootOf(Command command)
    {
        while (command.Parents.OfType<Command>().FirstOrDefault() is { } parent)
        {
            command = parent;
        }

        return command;
    }
}
