using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Documents;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Checkout.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_ToFilesOfTheRepository_Lead(string page) =>
        Assert.DoesNotContain(LinksOf(page), link => !Leads(page, link));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_ToHeadings_Lead(string page) =>
        Assert.DoesNotContain(LinksOf(page), link => link.Contains('#') && Leads(page, link) && !HeadingsOf(Target(page, link)).Contains(link.Split('#')[1]));

    [Fact]
    public void LinksOf_APageWithLinks_FindsThem() =>
        Assert.Contains("cost.md", LinksOf("docs/operate/deploy.md"));

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Fence().Replace(Checkout.Read(page), "")).Select(match => match.Groups[1].Value).Where(link => !HasScheme().IsMatch(link));

    private static bool Leads(string page, string link) => Path.Exists(Checkout.PathOf(Target(page, link)));

    private static string Target(string page, string link) =>
        link.StartsWith('#') ? page : Path.Combine(Path.GetDirectoryName(page) ?? "", Uri.UnescapeDataString(link.Split('#')[0]));

    private static IEnumerable<string> HeadingsOf(string page) =>
        page.EndsWith(".md", StringComparison.Ordinal)
            ? Heading().Matches(Fence().Replace(Checkout.Read(page), "")).Select(match => NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            : [];

    [GeneratedRegex(@"(?<!`)\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex HasScheme();
}
