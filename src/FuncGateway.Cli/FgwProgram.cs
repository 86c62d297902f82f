using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FuncGateway.Cli.Commands;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Text;

namespace FuncGateway.Cli;

/// <summary>Runs a command line of <c>fgw</c>.</summary>
internal static class FgwProgram
{
    private const int MaxMessage = 1_000;

    /// <summary>Returns the exit code.</summary>
    /// <param name="cancellation">Ends the command as Ctrl+C does.</param>
    public static async Task<int> RunAsync(string[] args, CliEnvironment environment, CancellationToken cancellation = default)
    {
        try
        {
            return await RunParsedAsync(args, environment, cancellation);
        }
        catch (IOException e) when (ClosedPipe.Is(e))
        {
            // Help and messages are written outside of commands too.
            return ExitCodes.Ok;
        }
    }

    private static async Task<int> RunParsedAsync(string[] args, CliEnvironment environment, CancellationToken cancellation)
    {
        var terminal = environment.Terminal;

        // An argument that begins with '@' is no file of arguments: header values begin so.
        var parse = RootCommands.Create(environment).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        var command = parse.CommandResult.Command;
        if (FindUnknownOption(parse) is { } unknown)
        {
            await terminal.Error.WriteLineAsync($"fgw: '{VisibleText.Of(unknown)}' is not known. {Known(command)} A value that begins so is given after --.");
            return ExitCodes.Usage;
        }

        if (parse.Action is not (null or ParseErrorAction))
        {
            return await parse.InvokeAsync(configuration, cancellation);
        }

        // A group of commands that is named alone shows what is in it.
        if (command.Action is null && parse.UnmatchedTokens.Count == 0)
        {
            await command.Parse("--help").InvokeAsync(configuration, cancellation);
            return args.Length == 0 ? ExitCodes.Ok : ExitCodes.Usage;
        }

        await terminal.Error.WriteLineAsync($"fgw: {VisibleText.Of(string.Join(' ', Messages(parse)), MaxMessage)} {Advice(parse, command)}".TrimEnd());
        return ExitCodes.Usage;
    }

    // A misspelt option would otherwise become the value of an argument.
    private static string? FindUnknownOption(ParseResult parse) =>
        parse.CommandResult.Command is not FgwCommand command || parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : command.Arguments.SelectMany(argument => parse.GetResult(argument)?.Tokens ?? []).Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    // That a command is missing goes without saying if there is a word that is none.
    private static IEnumerable<string> Messages(ParseResult parse) =>
        parse.UnmatchedTokens is [var first, ..] ? [$"'{first}' is not known."]
        : Missing(parse) is { Length: > 0 } missing ? [$"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} missing."]
        : parse.Errors.Select(error => error.Message);

    private static string[] Missing(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var arguments = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && (parse.GetResult(argument)?.Tokens.Count ?? 0) == 0).Select(argument => argument.Name);
        return [.. arguments, .. command.Options.Where(option => option.Required && (parse.GetResult(option)?.Tokens.Count ?? 0) == 0).Select(option => option.Name)];
    }

    private static string Advice(ParseResult parse, Command command)
    {
        if (parse.UnmatchedTokens.Count > 0)
        {
            return Known(command);
        }

        return parse.Errors.Any(error => error.Message.Contains("Accepted:", StringComparison.Ordinal)) ? "" : $"See '{NameOf(command)} --help'.";
    }

    private static string Known(Command command)
    {
        var (commands, options) = (command.Subcommands.Where(each => !each.Hidden).Select(each => each.Name), command.Options.Select(each => each.Name));
        return $"Known to '{NameOf(command)}': {string.Join(", ", commands.Concat(options).Append("--help").Distinct())}.";
    }

    private static string NameOf(Command command) => command is RootCommand ? "fgw" : $"{NameOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
