using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Demo;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;
using ModelContextProtocol.Client;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>What docs/operate/clients.md says of clients that npm and NuGet have.</summary>
public sealed class ClientsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    // A grant token that the gateway has not issued.
    private const string Wrong = "fgw_0123456789012345678901234567890123456789012345678";

    [Fact]
    public async Task McpRemote_WithWhatFgwWritesForClaudeDesktop_ListsAndCalls()
    {
        await using var scene = await CliScene.StartAsync(azurite);
        var grant = await SetUpAsync(scene);
        using var folder = new TemporaryFolder();
        await using var client = await ConnectAsync(scene, grant.Token, folder.Path, _ => { });

        var tools = await client.ListToolsAsync();
        var called = await client.CallToolAsync("list-async-jobs");
        var denied = await client.CallToolAsync("call-all-llms", new Dictionary<string, object?> { ["prompt"] = "x" });

        Assert.Contains("cancel-async-job", tools.Select(tool => tool.Name));
        Assert.True(denied.IsError);
        Assert.NotEqual(true, called.IsError);
        Assert.Equal((1, 0), (scene.Jobs.Calls.Of("list-async-jobs"), scene.Jobs.Calls.Of("call-all-llms")));
    }

    [Fact]
    public async Task McpRemote_WithAWrongToken_EndsWithWhatThePageSays()
    {
        await using var scene = await CliScene.StartAsync(azurite);
        await SetUpAsync(scene);
        using var folder = new TemporaryFolder();
        var errors = new ConcurrentQueue<string>();

        await Assert.ThrowsAnyAsync<IOException>(() => ConnectAsync(scene, Wrong, folder.Path, errors.Enqueue));

        const string Message = "Dynamic Client Registration rejected (HTTP 404)";
        Assert.Contains(errors, line => line.Contains($"Fatal error: RegistrationRejectedError: {Message}", StringComparison.Ordinal));
        AssertPageSays(Message);
        Assert.Equal(0, scene.Jobs.Calls.All.Values.Sum());
    }

    [Fact]
    public async Task Sdks_WithAWrongToken_SayWhatThePageSays()
    {
        await using var scene = await CliScene.StartAsync(azurite);
        var grant = await SetUpAsync(scene);
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Wrong}" };

        var inCSharp = await Assert.ThrowsAsync<HttpRequestException>(() => DemoScript.ConnectAsync(grant.McpUrl.ToString(), Wrong, CancellationToken.None));
        var inTypeScript = await Assert.ThrowsAsync<TypeScriptClientException>(() => TypeScriptClient.ConnectAsync(TypeScriptSdk.V1, grant.McpUrl, headers, CancellationToken.None));

        Assert.Equal(HttpStatusCode.Unauthorized, inCSharp.StatusCode);
        AssertPageSays("`HttpRequestException` with the status 401");
        Assert.Equal(401, inTypeScript.Error?.Code);
        AssertPageSays("an error with the code 401");
    }

    [Theory]
    [InlineData(TypeScriptSdk.V1)]
    [InlineData(TypeScriptSdk.V2Auto)]
    public async Task AddressThatEndsInMcp_ForARealClient_IsThatOfTheServer(TypeScriptSdk sdk)
    {
        await using var scene = await CliScene.StartAsync(azurite);
        var grant = await SetUpAsync(scene);
        await using var client = await TypeScriptClient.ConnectAsync(sdk, new Uri(scene.Gateway.Url, "/servers/jobs/mcp"), grant.Headers, CancellationToken.None);

        var tools = await client.ListToolNamesAsync(CancellationToken.None);
        var called = await client.CallAsync("list-async-jobs", null, CancellationToken.None);

        Assert.Contains("cancel-async-job", tools);
        Assert.DoesNotContain("clear-history", tools);
        Assert.False(called.IsError);
        Assert.Equal(1, scene.Jobs.Calls.Of("list-async-jobs"));
    }

    private static Task<GrantWithToken> SetUpAsync(CliScene scene) => scene.Gateway.Admin.SetUpAsync("jobs", scene.Jobs.Url, File.ReadAllText(Checkout.Folder("samples/jobs.policy.json")));

    // As Claude Desktop starts it, from the file that fgw writes.
    private static async Task<McpClient> ConnectAsync(CliScene scene, string token, string folder, Action<string> errors)
    {
        var written = await scene.Piped.RunAsync(["connect", "jobs", "--client", "desktop", "--token", token]);
        Assert.True(written.Code == 0, written.ToString());
        var server = JsonNode.Parse(written.Output)?["mcpServers"]?["jobs"] ?? throw new InvalidOperationException(written.Output);
        Assert.Equal("npx", (string?)server["command"]);
        var arguments = server["args"]?.AsArray().Select(each => (string?)each ?? "").ToArray() ?? [];

        // What Windows would break up at spaces.
        Assert.All(arguments, argument => Assert.DoesNotContain(' ', argument));
        var variables = server["env"]?.AsObject().ToDictionary(each => each.Key, each => (string?)each.Value ?? "") ?? [];
        return await McpRemote.ConnectAsync(arguments, variables, folder, errors, CancellationToken.None);
    }

    private static void AssertPageSays(string text) => Assert.Contains(text, File.ReadAllText(Checkout.Folder("docs/operate/clients.md")), StringComparison.Ordinal);
}
