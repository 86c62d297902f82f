using System.Text;
using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Documents;

/// <summary>Nothing in the repository may be true on one machine only.</summary>
public sealed class OneMachineTests
{
    // Written in parts, so that this file does not name them either.
    private static readonly Regex Path = new(
        """(?<![\w./:\-$}\\])(/(""" + "wo" + "rk|t" + "mp|ro" + "ot|ho" + """me/[a-z][\w-]*|Us""" + """ers/\w+)(?=[/\s"'`,;)]|$)|[A-Z]:\\+Us""" + @"ers\\)",
        RegexOptions.Multiline);

    private static readonly Regex Registry = new(
        "registry\\.np" + "mjs|registry\\.ya" + "rnpkg|api\\.nu" + "get\\.org|pkgs\\.dev\\.az" + "ure|artif" + "actory|\"resol" + "ved\": \"https?:",
        RegexOptions.IgnoreCase);

    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".jpg", ".gif", ".zip"];

    [Fact]
    public void Files_NameNoPathOfAMachine() => Assert.Empty(Hits(Path));

    [Fact]
    public void Files_NameNoPackageRegistry() => Assert.Empty(Hits(Registry));

    [Theory]
    [InlineData("cd {0}mp/x", "/t")]
    [InlineData("\"{0}ot/.nuget\"", "/ro")]
    [InlineData("see `{0}rk`", "/wo")]
    [InlineData("{0}me/anna/src", "/ho")]
    public void Path_OfAMachine_IsRecognised(string text, string start) =>
        Assert.Matches(Path, text.Replace("{0}", start, StringComparison.Ordinal));

    [Theory]
    [InlineData("https://example.com/tmp/x")]
    [InlineData("./tmp/x")]
    [InlineData("$HOME/work/x")]
    [InlineData("/tools/x/limits/0")]
    public void Path_OfNoMachine_IsLetBe(string text) => Assert.DoesNotMatch(Path, text);

    private static List<string> Hits(Regex pattern) =>
        [.. Checkout.Files().Where(file => !Binary.Contains(System.IO.Path.GetExtension(file)))
            .SelectMany(file => pattern.Matches(File.ReadAllText(Checkout.PathOf(file), Encoding.UTF8)).Select(match => $"{file}: {match.Value}"))];
}
