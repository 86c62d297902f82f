using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>Where the pages of the repository lead.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = [".github/", "bench/", "docs/", "eng/", "infra/", "samples/", "src/", "tests/"];

    // A path with one of these stands for several.
    private static readonly SearchValues<char> Placeholders = SearchValues.Create("*<>{}$…");

    public static TheoryData<string> Names => [.. CommandPage.AllNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_OfAPage_LeadSomewhere(string name) => AssertNone(LinkProblems(name, File.ReadAllText(Checkout.Folder(name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_OfAPage_Exist(string name) => AssertNone(PathProblems(CommandPage.Read(name)));

    [Theory]
    [InlineData("[a](nowhere.md)", "docs/page.md:1: there is no docs/nowhere.md")]
    [InlineData("[a](cli.md#no-such-command)", "docs/page.md:1: docs/cli.md has no heading #no-such-command")]
    [InlineData("# One\n\n[a](#two)", "docs/page.md:3: docs/page.md has no heading #two")]
    [InlineData("![a](console/nothing.png)", "docs/page.md:1: there is no docs/console/nothing.png")]
    [InlineData("[a]: nowhere.md", "docs/page.md:1: there is no docs/nowhere.md")]
    [InlineData("[a](../../outside.md)", "docs/page.md:1: ../../outside.md is outside of the repository")]
    [InlineData("# One, *two* and `three`\n\n[a](#one-two-and-three) [b](https://example.com/x.md) `[c](nowhere.md)`\n\n```\n[d](nowhere.md)\n```", null)]
    [InlineData("# A\n\n# A\n\n[a](#a-1) [b](../README.md#what-it-does \"title\") [c](cli.md)", null)]
    public void Link_ThatLeadsNowhere_IsFound(string text, string? found) => Assert.Equal(found, LinkProblems("docs/page.md", text).SingleOrDefault());

    [Theory]
    [InlineData("`src/FuncGateway.Nothing`", "page.md:1: there is no src/FuncGateway.Nothing")]
    [InlineData("`src/FuncGateway.Policy/` `docs/cli.md` `tests/js/*.mjs` `docs/<page>.md` `samples/JobsServer -- --urls x`", null)]
    public void Path_ThatIsNotThere_IsFound(string text, string? found) => Assert.Equal(found, PathProblems(CommandPage.Of("page.md", text)).SingleOrDefault());

    private static IEnumerable<string> LinkProblems(string name, string text)
    {
        foreach (var (line, number) in WithoutCode(text).Select((line, index) => (line, index + 1)))
        {
            foreach (var target in Link().Matches(line).Concat(Reference().Matches(line)).Select(match => match.Groups["target"].Value).Where(target => !HasScheme().IsMatch(target)))
            {
                if (Problem(name, text, target) is { } problem)
                {
                    yield return $"{name}:{number}: {problem}";
                }
            }
        }
    }

    private static string? Problem(string name, string text, string target)
    {
        var (file, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
        var path = file.Length == 0 ? name : Below(name, Uri.UnescapeDataString(file));
        if (path is null)
        {
            return $"{target} is outside of the repository";
        }

        if (path != name && !Exists(path))
        {
            return $"there is no {path}";
        }

        return anchor is null || !path.EndsWith(".md", StringComparison.Ordinal) || Anchors(path == name ? text : File.ReadAllText(Checkout.Folder(path))).Contains(anchor)
            ? null
            : $"{path} has no heading #{anchor}";
    }

    // Paths in the code of the text, which nobody can follow and so nobody would miss.
    private static IEnumerable<string> PathProblems(CommandPage page) =>
        from span in page.Spans
        let path = span.Text.Split(' ')[0].TrimEnd('/', '.', ',')
        where Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) && !path.Contains("://", StringComparison.Ordinal) && !path.AsSpan().ContainsAny(Placeholders)
        where !Exists(path)
        select $"{page.Name}:{span.Line}: there is no {path}";

    /// <summary>The path that a link of a page means; null if it is outside of the repository.</summary>
    private static string? Below(string name, string file)
    {
        var segments = new List<string>(name.Split('/').SkipLast(1));
        foreach (var segment in file.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return string.Join('/', segments);
    }

    private static bool Exists(string path) => Checkout.Folder(path) is var full && (File.Exists(full) || Directory.Exists(full));

    /// <summary>The ids that GitHub gives to the headings, and those that the page sets itself.</summary>
    private static HashSet<string> Anchors(string text)
    {
        var (ids, times) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var heading in WithoutFences(text).Select(line => Heading().Match(line)).Where(match => match.Success))
        {
            var id = IdOf(Link().Replace(heading.Groups["text"].Value, match => match.Groups["text"].Value));
            var count = times.GetValueOrDefault(id);
            times[id] = count + 1;
            ids.Add(count == 0 ? id : $"{id}-{count}");
        }

        ids.UnionWith(OwnId().Matches(text).Select(match => match.Groups["id"].Value));
        return ids;
    }

    // Lower case, without punctuation, and a hyphen for each space.
    private static string IdOf(string heading)
    {
        var id = new StringBuilder();
        foreach (var character in heading.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
            {
                id.Append(character);
            }
            else if (character == ' ')
            {
                id.Append('-');
            }
        }

        return id.ToString();
    }

    private static IEnumerable<string> WithoutCode(string text) => WithoutFences(text).Select(line => Code().Replace(line, ""));

    private static IEnumerable<string> WithoutFences(string text)
    {
        var isInside = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isInside ^= isFence;
            yield return isInside || isFence ? "" : line;
        }
    }

    private static void AssertNone(IEnumerable<string> problems) => Assert.True(!problems.Any(), string.Join('\n', problems));

    [GeneratedRegex("!?\\[(?<text>(?:[^\\[\\]]|!?\\[[^\\]]*\\]\\([^)]*\\))*)\\]\\((?<target>[^\\s)]+)(?:\\s+\"[^\"]*\")?\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^\\[[^\\]]+\\]:\\s+(?<target>\\S+)")]
    private static partial Regex Reference();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex HasScheme();

    [GeneratedRegex("^#{1,6} (?<text>.+?)#*$")]
    private static partial Regex Heading();

    [GeneratedRegex("<a (?:id|name)=\"(?<id>[^\"]+)\"")]
    private static partial Regex OwnId();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
