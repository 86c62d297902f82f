using System.Text.RegularExpressions;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>A page of the documentation: its code, fenced and in the text.</summary>
/// <param name="Name">Its path in the repository, with forward slashes.</param>
internal sealed partial record CommandPage(string Name, IReadOnlyList<CodeBlock> Blocks, IReadOnlyList<(int Line, string Text)> Spans)
{
    /// <summary>Pages whose blocks of commands are run, or checked if they are marked.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "README.md", .. Below("docs/operate"), .. Below("docs/policy"), "docs/inventory.md", "docs/testing.md", "samples/agents/README.md",
    ];

    /// <summary>Every page of the repository that people write.</summary>
    public static IReadOnlyList<string> AllNames { get; } =
    [
        .. Directory.GetFiles(Checkout.Folder(""), "*.md").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal),
        .. new[] { ".github", "bench", "docs", "eng", "infra", "samples", "src", "tests" }.Where(folder => Directory.Exists(Checkout.Folder(folder))).SelectMany(Below),
    ];

    public static CommandPage Read(string name) => Of(name, File.ReadAllText(Checkout.Folder(name)));

    public static CommandPage Of(string name, string text)
    {
        var (blocks, spans) = (new List<CodeBlock>(), new List<(int, string)>());
        var (number, previous, begun, follows) = (0, false, (Fence?)null, false);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (FenceLine().Match(line) is { Success: true } fence)
            {
                if (begun is null)
                {
                    begun = new Fence(number + 1, fence.Groups["indent"].Length, [.. fence.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)], []);
                    follows = previous;
                }
                else
                {
                    blocks.Add(new CodeBlock(begun.Line, begun.Info is [var language, ..] ? language : "", [.. begun.Info.Skip(1)], begun.Lines, follows));
                    (begun, previous) = (null, true);
                }
            }
            else if (begun is not null)
            {
                // A block in a list is indented as the list is.
                begun.Lines.Add(line[Math.Min(begun.Indent, line.Length - line.TrimStart().Length)..]);
            }
            else
            {
                // The headings of docs/cli.md show what a command takes, which is no command line.
                previous = previous && line.Trim().Length == 0;
                spans.AddRange(line.StartsWith('#') ? [] : Span().Matches(line).Select(span => (number, span.Groups["code"].Value)));
            }
        }

        return begun is null ? new CommandPage(name, blocks, spans) : throw new FormatException($"{name}:{begun.Line - 1}: the block is not closed.");
    }

    /// <summary>The blocks that follow a block of sh and replace it in PowerShell.</summary>
    public CodeBlock? InPowerShell(CodeBlock block) =>
        Blocks.SkipWhile(each => each != block).Skip(1).FirstOrDefault() is { IsPowerShell: true, FollowsBlock: true } next ? next : null;

    private static IEnumerable<string> Below(string folder) => Directory.GetFiles(Checkout.Folder(folder), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Checkout.Folder(""), file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "node_modules" or "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("^(?<indent> *)```(?<info>[^`]*)$")]
    private static partial Regex FenceLine();

    [GeneratedRegex("(?<!`)(?<ticks>`+)(?!`)(?<code>.+?)(?<!`)\\k<ticks>(?!`)")]
    private static partial Regex Span();

    private sealed record Fence(int Line, int Indent, IReadOnlyList<string> Info, List<string> Lines);
}
