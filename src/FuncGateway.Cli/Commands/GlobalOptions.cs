using System.CommandLine;
using System.CommandLine.Parsing;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    private static readonly Dictionary<string, OutputFormat> Formats = new()
    {
        ["table"] = OutputFormat.Table,
        ["json"] = OutputFormat.Json,
        ["jsonl"] = OutputFormat.JsonLines,
        ["csv"] = OutputFormat.Csv,
    };

    public static Option<string> Url { get; } = new("--url")
    {
        Description = $"The gateway's address. Default: {Gateway.GatewayFinder.UrlVariable}, else the one of 'fgw login', else the gateway on this machine.",
        HelpName = "address",
        Recursive = true,
    };

    public static Option<string> Output { get; } = Choice("--output", "Default: a table on a terminal, otherwise tab-separated values.", [.. Formats.Keys]);

    public static Option<string[]> Query { get; } = new("--query")
    {
        Description = "Writes only these values of the result: JSON Pointers such as /id. May be repeated.",
        HelpName = "pointer",
        Recursive = true,
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Does not ask for confirmation.", Recursive = true };

    public static Option<bool> NoInput { get; } = new("--no-input") { Description = "Never asks. What needs a confirmation is refused without --yes.", Recursive = true };

    public static IEnumerable<Option> All => [Url, Output, Query, Yes, NoInput];

    static GlobalOptions()
    {
        Output.Aliases.Add("-o");
        Output.Recursive = true;
        Query.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Pointers.IsPointer(token.Value)))
            {
                result.AddError($"--query is '{token.Value}'. Accepted: a JSON Pointer such as /id or /access/0/server.");
            }
        });
    }

    public static OutputFormat FormatOf(ParseResult parse) => parse.GetValue(Output) is { } name ? Formats[name] : OutputFormat.Automatic;

    /// <summary>An option with one of a few values.</summary>
    public static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values) };
        option.CompletionSources.Add(values);
        option.Validators.Add(result => CheckChoice(result, name, values));
        return option;
    }

    /// <summary>Refuses every value but a few.</summary>
    /// <param name="name">Of the option or argument, for the message.</param>
    public static void CheckChoice(SymbolResult result, string name, IReadOnlyCollection<string> values)
    {
        foreach (var token in result.Tokens.Where(token => !values.Contains(token.Value)))
        {
            result.AddError($"{name} is '{token.Value}'. Accepted: {string.Join(", ", values)}.");
        }
    }
}
