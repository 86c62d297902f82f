using System.Net;
using System.Net.Sockets;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.Testing.Gateways;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Cli.Tests;

/// <summary>The built program, as shells and scripts run it.</summary>
public sealed class ProcessTests
{
    private const string Entry = """{ "id": "01J", "at": "2030-01-31T12:00:00Z", "verdict": "allow", "outcome": "answered", "tool": "a tool with a name that takes some room, so that a page is longer than the buffer of a pipe" }""";
    private static readonly string Page = $$"""{ "items": [ {{string.Join(", ", Enumerable.Repeat(Entry, 200))}} ], "cursor": "more" }""";

    [Theory]
    [InlineData("log", "-n", "5000", "-o", "jsonl")]
    [InlineData("log", "-n", "5000")]
    [InlineData("log", "-f")]
    [InlineData("audit", "export")]
    public async Task Reader_ThatEndsEarly_EndsItQuietly(params string[] args)
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.Front = AnswerEndlesslyAsync;
        await using var fgw = FgwProcess.Start(scene.Folder, VariablesOf(scene), args);

        Assert.NotNull(await fgw.Output.ReadLineAsync());
        fgw.Output.Close();

        Assert.Equal("exit code 0\n", (await fgw.EndAsync()).ToString());
    }

    [Fact]
    public async Task Reader_ThatIsNotThere_EndsTheHelpQuietly()
    {
        using var folder = new TemporaryFolder();
        await using var fgw = FgwProcess.Start(folder.Path, new Dictionary<string, string>(), "grant", "--help");
        fgw.Output.Close();

        Assert.Equal("exit code 0\n", (await fgw.EndAsync()).ToString());
    }

    [Theory]
    [InlineData("/api/audit", "log", "-f")]
    [InlineData("/api/approvals", "approvals", "--watch")]
    public async Task CtrlC_WhileItWaits_EndsItQuietly(string path, params string[] args)
    {
        await using var scene = await MemoryScene.StartAsync();
        var (asked, waits) = (0, new TaskCompletionSource());
        scene.Front = context =>
        {
            // The second request is made after the first wait has begun.
            if (context.Request.Path == path && Interlocked.Increment(ref asked) == 2)
            {
                waits.SetResult();
            }

            return Task.FromResult(false);
        };
        await using var fgw = FgwProcess.Start(scene.Folder, VariablesOf(scene), args);
        await waits.Task;

        await fgw.InterruptAsync();

        Assert.Equal("exit code 130\n", (await fgw.EndAsync()).ToString());
    }

    [Fact]
    public async Task CtrlC_WhileTheGatewayDoesNotAnswer_EndsItQuietly()
    {
        await using var scene = await MemoryScene.StartAsync();
        var asked = new TaskCompletionSource();
        scene.Front = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await using var fgw = FgwProcess.Start(scene.Folder, VariablesOf(scene), "server", "ls");
        await asked.Task;

        await fgw.InterruptAsync();

        Assert.Equal("exit code 130\n", (await fgw.EndAsync()).ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""{ "items": {} }""")]
    [InlineData("""{ "items": [1] }""")]
    [InlineData("""{ "items": [], "items": [] }""")]
    [InlineData("")]
    public async Task Answer_ThatIsNoList_IsNotAnEmptyOne(string answer)
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Front = async context =>
        {
            await context.Response.WriteAsync(answer);
            return true;
        };

        var result = await scene.Piped.RunAsync("export gateway --prune --yes");

        Assert.Equal((69, ""), (result.Code, result.Output));
        Assert.Contains("is not from a gateway", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, scene.Files.Count);
    }

    [Fact]
    public async Task Proxy_OfTheEnvironment_DoesNotSeeWhatIsSentToThisMachine()
    {
        await using var scene = await MemoryScene.StartAsync();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();

        var variables = new Dictionary<string, string>(VariablesOf(scene)) { ["http_proxy"] = $"http://{proxy.LocalEndpoint}", ["no_proxy"] = "" };
        var result = await FgwProcess.RunAsync(scene.Folder, variables, "whoami");

        Assert.Equal(0, result.Code);
        Assert.False(proxy.Pending());
    }

    [Fact]
    public async Task Links_InTheFolder_AreNotFollowed()
    {
        await using var scene = await MemoryScene.StartAsync();
        using var outside = new TemporaryFolder();
        var kept = Path.Combine(outside.Path, "keep.json");
        File.WriteAllText(kept, "{}");
        scene.WriteUsual();
        Directory.CreateSymbolicLink(Path.Combine(scene.Folder, "policies/link"), outside.Path);

        var exported = await scene.Piped.RunAsync("export gateway --prune --yes");
        var applied = await scene.ApplyAsync();

        Assert.Equal((6, 64), (exported.Code, applied.Code));
        Assert.Contains("policies/link: it is a link", applied.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
    }

    [Theory]
    [InlineData("server", "ls")]
    [InlineData("overview")]
    [InlineData("log", "--changes")]
    [InlineData("server", "ls", "-o", "table")]
    public async Task Output_ToAPipe_IsPlain(params string[] args)
    {
        await using var scene = await MemoryScene.StartAsync();
        await scene.Gateway.SeedAsync();

        foreach (var colour in new[] { "", "1" })
        {
            var result = await FgwProcess.RunAsync(scene.Folder, new Dictionary<string, string>(VariablesOf(scene)) { ["NO_COLOR"] = colour, ["TERM"] = "xterm-256color" }, args);

            Assert.Equal((0, ""), (result.Code, result.Error));
            Assert.NotEmpty(result.Output);
            Assert.DoesNotContain(result.Output, character => character is '\u001b' or '\r' or (>= '\u2500' and <= '\u257F'));
        }
    }

    [Theory]
    [InlineData("Known to 'fgw': serve, demo, server,", "serber")]
    [InlineData("Known to 'fgw server': ls, show, add,", "server", "lst")]
    [InlineData("Known to 'fgw server ls': ", "server", "ls", "--colour")]
    [InlineData("Known to 'fgw log': ", "log", "--folow")]
    public async Task CommandOrOption_ThatIsUnknown_IsRefusedWithTheKnownOnes(string known, params string[] args)
    {
        using var folder = new TemporaryFolder();

        var result = await FgwProcess.RunAsync(folder.Path, new Dictionary<string, string>(), args);

        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Contains($"'{args[^1]}'", result.Error, StringComparison.Ordinal);
        Assert.Contains(known, result.Error, StringComparison.Ordinal);
        AssertOneLine(result);
    }

    [Fact]
    public async Task Gateway_ThatDoesNotRun_CannotBeReached()
    {
        using var folder = new TemporaryFolder();

        var result = await FgwProcess.RunAsync(folder.Path, new Dictionary<string, string> { ["FUNCGATEWAY_URL"] = $"http://127.0.0.1:{FreePort()}" }, "whoami");

        Assert.Equal((69, ""), (result.Code, result.Output));
        Assert.Matches("^fgw: The gateway at http://127.0.0.1:\\d+ \\(FUNCGATEWAY_URL\\) cannot be reached: Connection refused\\. ", result.Error);
        AssertOneLine(result);
    }

    [Fact]
    public async Task Token_ThatIsWrong_IsNotAccepted()
    {
        await using var scene = await MemoryScene.StartAsync();

        var result = await FgwProcess.RunAsync(scene.Folder, VariablesOf(scene, token: "wrong"), "whoami");

        Assert.Equal((4, ""), (result.Code, result.Output));
        Assert.EndsWith(" It is the one of FUNCGATEWAY_TOKEN.\n", result.Error, StringComparison.Ordinal);
        AssertOneLine(result);
    }

    [Theory]
    [InlineData("fgw_0123456789012345678901234567890123456789012345678", "FUNCGATEWAY_TOKEN is the token of a grant, which is for agents. Accepted: the admin key, or an access token of Microsoft Entra.")]
    [InlineData("two\nlines", "FUNCGATEWAY_TOKEN is no token: it has spaces, line breaks or characters that no token has. Accepted: the admin key, or an access token of Microsoft Entra.")]
    [InlineData("schlüssel", "FUNCGATEWAY_TOKEN is no token: it has spaces, line breaks or characters that no token has. Accepted: the admin key, or an access token of Microsoft Entra.")]
    public async Task Token_ThatIsNone_IsNotSent(string token, string message)
    {
        await using var scene = await MemoryScene.StartAsync();
        var asked = 0;
        scene.Front = _ => Task.FromResult(asked++ < 0);

        var result = await FgwProcess.RunAsync(scene.Folder, VariablesOf(scene, token), "whoami");

        Assert.Equal($"exit code 4\nfgw: {message}\n", result.ToString());
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Token_WithALineBreakAtTheEnd_IsAccepted()
    {
        await using var scene = await MemoryScene.StartAsync();

        var result = await FgwProcess.RunAsync(scene.Folder, VariablesOf(scene, $"{InMemoryGateway.AdminKey}\n"), "whoami", "--query", "/roles");

        Assert.Equal((0, ""), (result.Code, result.Error));
    }

    [Theory]
    [InlineData(200, "text/html", "whoami")]
    [InlineData(200, "text/plain", "whoami")]
    [InlineData(200, "text/html", "server", "ls")]
    [InlineData(200, "text/html", "audit", "export")]
    [InlineData(200, "text/html", "policy", "suggest", "files")]
    [InlineData(302, "text/html", "whoami")]
    [InlineData(502, "text/html", "whoami")]
    public async Task Page_OfAProxy_IsNoAnswer(int status, string type, params string[] args)
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.Front = async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            context.Response.Headers.Location = "https://login.example.com/";
            await context.Response.WriteAsync("<html><body>Please sign in\nto the proxy</body></html>");
            return true;
        };

        var result = await FgwProcess.RunAsync(scene.Folder, VariablesOf(scene), args);

        Assert.Equal("", result.Output);
        Assert.Contains(result.Code, new[] { 1, 69 });
        Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("<", result.Error, StringComparison.Ordinal);
        Assert.Contains($" /api/{(args[0] == "whoami" ? "me" : args[0] == "policy" ? "servers/files" : args[0])}", result.Error, StringComparison.Ordinal);
        AssertOneLine(result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("nobody may read this", UnixFileMode.None)]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "url": 7 }""")]
    [InlineData("""{ "url": "ftp://example.com" }""")]
    public async Task SavedLogin_ThatIsInvalid_IsNamed(string text, UnixFileMode mode = UnixFileMode.UserRead)
    {
        await using var scene = await MemoryScene.StartAsync();
        var configuration = Path.Combine(scene.Folder, "configuration");
        scene.Write("configuration/login.json", text);
        if (!OperatingSystem.IsWindows())
        {
            // Root reads it all the same, and finds no JSON.
            File.SetUnixFileMode(Path.Combine(configuration, "login.json"), mode);
        }

        var variables = new Dictionary<string, string> { ["FUNCGATEWAY_CONFIG"] = configuration };

        var result = await FgwProcess.RunAsync(scene.Folder, variables, "whoami");
        var elsewhere = await FgwProcess.RunAsync(scene.Folder, new Dictionary<string, string>(VariablesOf(scene)) { ["FUNCGATEWAY_CONFIG"] = configuration }, "whoami");
        var left = await FgwProcess.RunAsync(scene.Folder, variables, "logout");

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith($"fgw: {configuration}/login.json cannot be read (", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("). Run 'fgw logout', then 'fgw login' again.\n", result.Error, StringComparison.Ordinal);
        AssertOneLine(result);
        Assert.Equal((0, 0), (elsewhere.Code, left.Code));
        Assert.False(File.Exists(Path.Combine(configuration, "login.json")));
    }

    private static async Task<bool> AnswerEndlesslyAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Path != "/api/audit/export")
        {
            await context.Response.WriteAsync(Page);
            return true;
        }

        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(Entry + "\n");
        }

        return true;
    }

    private static Dictionary<string, string> VariablesOf(MemoryScene scene, string token = InMemoryGateway.AdminKey) =>
        new() { ["FUNCGATEWAY_URL"] = scene.Url.GetLeftPart(UriPartial.Authority), ["FUNCGATEWAY_TOKEN"] = token };

    private static void AssertOneLine(FgwResult result)
    {
        Assert.StartsWith("fgw: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(character => character == '\n'));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
