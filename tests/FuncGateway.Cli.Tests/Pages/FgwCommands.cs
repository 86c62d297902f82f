using System.CommandLine;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>Command lines of <c>fgw</c>, parsed as the program parses them.</summary>
internal static class FgwCommands
{
    // What a page leaves out, as in "fgw policy try SERVER POLICY TOOL …".
    private const string Ellipsis = "…";

    // In place of a number.
    private const string Revision = "REVISION";

    /// <summary>What <c>fgw</c> would not accept; null if it would.</summary>
    /// <param name="words">Without <c>fgw</c> itself.</param>
    /// <param name="isMention">Whether the text only names a command, which may lack what the command needs.</param>
    public static string? Problem(IReadOnlyList<string> words, bool isMention)
    {
        var isShort = words.Contains(Ellipsis) || (isMention && words.All(word => word.All(char.IsAsciiLetterLower)));
        var parse = RootCommands.Create(CliEnvironment.OfProcess(Terminal.OfProcess())).Parse([.. words.Where(word => word != Ellipsis).Select(word => word == Revision ? "1" : word)], new ParserConfiguration { ResponseFileTokenReplacer = null });
        var unknown = parse.UnmatchedTokens.Concat(parse.CommandResult.Command.Arguments.SelectMany(argument => parse.GetResult(argument)?.Tokens ?? []).Select(token => token.Value).Where(value => value.Length > 1 && value[0] == '-'));
        if (unknown.FirstOrDefault() is { } first)
        {
            return $"fgw does not know '{first}'";
        }

        // A group of commands, or a command without what it needs, is a mention of it.
        return isShort ? null : parse.Errors.Select(error => error.Message).FirstOrDefault();
    }
}
