using System.Text.RegularExpressions;
using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>What is wrong with the commands of a page, as far as that can be said without running them.</summary>
/// <param name="api">The gateway's description of its API.</param>
internal sealed partial class PageRules(ApiDocument api)
{
    /// <summary>Each problem with the place.</summary>
    /// <param name="isForBothShells">Whether the page has the commands for PowerShell too.</param>
    public IReadOnlyList<string> Problems(CommandPage page, bool isForBothShells) => [.. ProblemsOfBlocks(page, isForBothShells), .. ProblemsOfSpans(page), .. ProblemsOfAddresses(page)];

    private static IEnumerable<string> ProblemsOfBlocks(CommandPage page, bool isForBothShells)
    {
        var commands = page.Blocks.Where(block => block.IsCommands).ToArray();
        foreach (var (block, index) in commands.Select((block, index) => (block, index)))
        {
            var place = $"{page.Name}:{block.Line}";
            foreach (var mark in block.Marks.Where(mark => !CodeBlock.KnownMarks.Contains(mark)))
            {
                yield return $"{place}: the block is marked '{mark}'. Accepted: {string.Join(", ", CodeBlock.KnownMarks)}.";
            }

            foreach (var problem in ShellCommands.In(block.Text, block.IsPowerShell).Select(words => Problem(words, isMention: false)).OfType<string>())
            {
                yield return $"{place}: {problem}";
            }

            foreach (var name in PageVariables.Unknown(block, commands.Take(index)))
            {
                yield return $"{place}: nothing sets the variable {name}";
            }

            if (isForBothShells && !block.IsPowerShell && page.InPowerShell(block) is var other && (other is null || !other.Marks.SequenceEqual(block.Marks)) && PowerShellRule.Difference(block) is { } difference)
            {
                yield return other is null
                    ? $"{place}: PowerShell differs ({difference}), and no block of powershell follows"
                    : $"{place}: the block of powershell that follows is marked '{string.Join(' ', other.Marks)}', this one '{string.Join(' ', block.Marks)}'";
            }

            if (block.IsPowerShell && !page.Blocks.Any(each => page.InPowerShell(each) == block))
            {
                yield return $"{place}: a block of powershell follows the block of sh that it replaces";
            }
        }
    }

    // Commands within the text, and in the tables.
    private static IEnumerable<string> ProblemsOfSpans(CommandPage page) =>
        from span in page.Spans
        where FgwOrAzure().IsMatch(span.Text)
        from words in ShellCommands.In(Placeholder().Replace(span.Text, "X"), isPowerShell: false)
        let problem = Problem(words, isMention: true)
        where problem is not null
        select $"{page.Name}:{span.Line}: `{span.Text}`: {problem}";

    private static string? Problem(IReadOnlyList<string> words, bool isMention) => words[0] switch
    {
        "fgw" => FgwCommands.Problem([.. words.Skip(1)], isMention),
        "azd" when words is ["azd", "env", "set" or "get-value", var name, ..] && name.Any(char.IsAsciiLetterUpper) && name != "NAME" && !PageVariables.OfAzd.Contains(name) => $"neither a parameter nor an output of the deployment is called {name}",
        "azd" or "az" => AzureCommands.Problem(words, isMention),
        _ => null,
    };

    // Wherever an address of a gateway is written: commands, files and the text.
    private IEnumerable<string> ProblemsOfAddresses(CommandPage page) =>
        from text in page.Blocks.Select(block => (block.Line, block.Text)).Concat(page.Spans)
        from match in GatewayAddress().Matches(text.Text)
        let path = match.Groups["path"].Value.TrimEnd('.', ',', ')')
        where !IsRoute(path)
        select $"{page.Name}:{text.Line}: the gateway has no {path}";

    private bool IsRoute(string path) =>
        path is "" or "/" or "/healthz" or "/ui" or "/mcp" or "/api/openapi.json"
        || path.StartsWith("/ui/", StringComparison.Ordinal)
        || McpPath().IsMatch(path)
        || api.HasPath(path);

    [GeneratedRegex("^(?:fgw|azd|az) \\S")]
    private static partial Regex FgwOrAzure();

    // Such as <app>, and {…} in a value.
    [GeneratedRegex("<[^<>]+>")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^/mcp/[^/]+$|^/servers/[^/]+/mcp$")]
    private static partial Regex McpPath();

    [GeneratedRegex("(?:\\$(?:env:|\\{)?GATEWAY_URL\\}?|\\$\\(azd env get-value GATEWAY_URL\\)|https://contoso\\.azurewebsites\\.net|https://<app>|http://127\\.0\\.0\\.1:7071)(?<path>(?:/(?:<[^<>]+>|[^\\s\"'`?#)])*)?)")]
    private static partial Regex GatewayAddress();
}
