using System.Text;
using System.Text.RegularExpressions;
using FuncGateway.Testing.Gateways;
using FuncGateway.WebConsole;

namespace FuncGateway.Hosting.Tests;

public sealed partial class ConsoleEndpointTests
{
    private const int MaxFirstLoad = 60 * 1024;
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'{0}; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    [Theory]
    [InlineData("/ui")]
    [InlineData("/ui/")]
    [InlineData("/ui/approvals/0123-1")]
    [InlineData("/ui/servers/jobs/policies/a.b")]
    public async Task Page_AtEveryAddressOfAScreen_IsTheSameAndNeverCached(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var page = await gateway.SendAsync("GET", path, bearer: null);

        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Equal(Encoding.UTF8.GetString(ConsoleFiles.Page.Content.Span), page.Text);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("https://login.example/tenant/v2.0", " https://login.example")]
    public async Task Page_MayUseOnlyTheGatewayAndTheConfiguredSignIn(string? authority, string also)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            Entra = entra =>
            {
                (entra.TenantId, entra.Audience, entra.Authority) = authority is null ? (null, null, null) : (Guid.Empty.ToString(), Guid.Empty.ToString(), new Uri(authority));
            },
        });
        var page = await gateway.SendAsync("GET", "/ui", bearer: null);

        Assert.Equal(Policy.Replace("{0}", also, StringComparison.Ordinal), page.Headers["Content-Security-Policy"]);
        Assert.Equal(("nosniff", "DENY", "no-referrer", "same-origin"), (page.Headers["X-Content-Type-Options"], page.Headers["X-Frame-Options"], page.Headers["Referrer-Policy"], page.Headers["Cross-Origin-Opener-Policy"]));
    }

    // What the policy forbids would not run, and the page would be broken.
    [Fact]
    public void Page_HasNoInlineScriptStyleOrHandler()
    {
        var page = Encoding.UTF8.GetString(ConsoleFiles.Page.Content.Span);

        Assert.DoesNotMatch(Inline(), page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfThePage_AreCachedForGood()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var names = FilesOfThePage();

        Assert.Contains(names, name => name.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith(".js", StringComparison.Ordinal));
        foreach (var name in names)
        {
            var file = await gateway.SendAsync("GET", $"/ui/{name}", bearer: null);
            Assert.Equal((200, "public, max-age=31536000, immutable", "nosniff"), (file.Status, file.Headers["Cache-Control"], file.Headers["X-Content-Type-Options"]));
            Assert.Equal(name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", file.ContentType);
        }
    }

    [Theory]
    [InlineData("gzip;q=0")]
    [InlineData("br, identity")]
    [InlineData("not;;valid")]
    public async Task File_ForABrowserThatDoesNotReadGzip_IsPlain(string accepted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("HEAD", $"/ui/{FilesOfThePage()[0]}", bearer: null, headers: ("Accept-Encoding", accepted));

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Content-Encoding"));
    }

    [Fact]
    public async Task File_ForABrowserThatReadsGzip_IsCompressed()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var name = FilesOfThePage()[0];

        var plain = await gateway.SendAsync("HEAD", $"/ui/{name}", bearer: null);
        var compressed = await gateway.SendAsync("HEAD", $"/ui/{name}", bearer: null, headers: ("Accept-Encoding", "gzip, br"));

        Assert.Equal("gzip", compressed.Headers["Content-Encoding"]);
        Assert.False(plain.Headers.ContainsKey("Content-Encoding"));
        Assert.Equal(plain.Headers["Vary"], compressed.Headers["Vary"]);
        Assert.True(long.Parse(compressed.Headers["Content-Length"], null) < long.Parse(plain.Headers["Content-Length"], null));
        Assert.Equal("", compressed.Text);
    }

    [Theory]
    [InlineData("/ui/main-OLD12345.js")]
    [InlineData("/ui/index.html")]
    [InlineData("/ui/..%2fappsettings.json")]
    public async Task File_ThatIsNotThere_IsNotAnsweredWithThePage(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        (await gateway.SendAsync("GET", path, bearer: null)).AssertProblem(404);
    }

    [Theory]
    [InlineData("/ui")]
    [InlineData("/ui/approvals")]
    public async Task Change_OfThePage_IsNotAccepted(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await gateway.SendAsync("POST", path, bearer: null);

        answer.AssertProblem(405);
        Assert.Equal("GET, HEAD", answer.Headers["Allow"]);
    }

    [Fact]
    public async Task Root_ForABrowser_LeadsToTheConsole()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var browser = await gateway.SendAsync("GET", "/", bearer: null, headers: ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        Assert.Equal((302, "/ui", "Accept"), (browser.Status, browser.Headers["Location"], browser.Headers["Vary"]));
        var program = await gateway.SendAsync("GET", "/", bearer: null, headers: ("Accept", "*/*"));
        Assert.Equal((200, "application/json"), (program.Status, program.ContentType));
    }

    // The script and the style sheet of the page, and what they load before anything is shown. The editor, the chart and the Entra library are not among them.
    [Fact]
    public void FirstLoad_IsSmall()
    {
        var sizes = FilesOfThePage().Select(name => (Name: name, Size: FileOf(name).Gzip.Length)).ToArray();
        var total = sizes.Sum(file => file.Size) + ConsoleFiles.Page.Gzip.Length;

        Assert.True(total <= MaxFirstLoad, $"The first load is {total} bytes: {string.Join(", ", sizes)}. Accepted: at most {MaxFirstLoad}.");
        Assert.True(sizes.Length > 1, "The page loads its script and its style sheet.");
    }

    [Fact]
    public void Scripts_OfTheConsole_MakeNoCodeFromText()
    {
        var scripts = ConsoleFiles.All.Where(name => name.EndsWith(".js", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, name => Assert.DoesNotMatch(CodeFromText(), Encoding.UTF8.GetString(FileOf(name).Content.Span)));
    }

    private static string[] FilesOfThePage() => [.. FileOfThePage().Matches(Encoding.UTF8.GetString(ConsoleFiles.Page.Content.Span)).Select(match => match.Groups[1].Value)];

    private static ConsoleFile FileOf(string name) =>
        ConsoleFiles.TryFindHashed(name, out var file) ? file : throw new InvalidOperationException($"There is no '{name}'.");

    [GeneratedRegex("(?:src|href)=\"/ui/([^\"]+)\"")]
    private static partial Regex FileOfThePage();

    [GeneratedRegex(@"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\beval\(|\bnew Function\(|document\.write\(")]
    private static partial Regex CodeFromText();
}
