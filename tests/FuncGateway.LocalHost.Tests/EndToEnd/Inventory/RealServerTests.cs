using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Upstreams;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>Servers as they were published: registered, scanned, classified, and used by real clients under the policy that is recommended for them.</summary>
public sealed class RealServerTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly Dictionary<string, JsonElement> Registration = new()
    {
        ["username"] = JsonSerializer.SerializeToElement("user"),
        ["email"] = JsonSerializer.SerializeToElement("user@example.com"),
        ["password"] = JsonSerializer.SerializeToElement("long enough"),
    };

    public static TheoryData<string, AgentKind> Rows
    {
        get
        {
            var rows = new TheoryData<string, AgentKind>
            {
                { "server-everything", AgentKind.TypeScriptV1 },
                { "server-filesystem", AgentKind.TypeScriptV2Auto },
                { "server-memory", AgentKind.TypeScriptV2Auto },
            };
            foreach (var name in RealServers.Names)
            {
                rows.Add(name, AgentKind.CSharpModern);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Scan_OfARealServer_ClassifiesItsTools_AndAClientWorksUnderTheRecommendedPolicy(string name, AgentKind kind)
    {
        var real = RealServers.Get(name);
        await using var running = await real.StartAsync();
        await using var server = await RegisteredServer.RegisterAsync(shared.Gateway.Admin, $"{name}-{kind}".ToLowerInvariant(), running.Url);
        Assert.True((await server.ScanAsync()).GetProperty("snapshot").GetProperty("isComplete").GetBoolean());

        await AssertClassifiedAsync(server, real.Tools);
        await server.PublishAsync(await server.RecommendAsync("recommended"));

        await using var agent = await AnyAgent.ConnectAsync(kind, await server.MintAsync());
        Assert.Equal(real.Listed, await agent.ListAsync());
        var (text, isError) = await agent.CallAsync(real.Tool, real.ArgumentsFor(running));
        Assert.Contains(real.Answer, text, StringComparison.Ordinal);
        Assert.False(isError, text);
        Assert.Equal(($"[POLICY DENIED] Tool \"{real.Refused}\" is not permitted by policy.", true), await agent.CallAsync(real.Refused, new JsonObject()));
    }

    [Fact]
    public async Task RecommendedPolicy_OfAServerThatHasOnlyResources_AllowsToReadThem()
    {
        await using var upstream = await PackagedUpstream.StartSampleAsync("standaloneSseWithGetStreamableHttp");
        var (server, grant) = await RegisteredServer.SetUpAsync(shared.Gateway.Admin, "resources", upstream.Url);
        await using var removed = server;
        await using var agent = await Agent.ConnectAsync(grant, version: null);

        var listed = await agent.Client.ListResourcesAsync();
        var read = await agent.Client.ReadResourceAsync("https://mcp-example.com/dynamic/example-resource");

        Assert.Equal((true, 0, 1), (server.Probe.GetProperty("reached").GetBoolean(), server.Probe.GetProperty("tools").GetInt32(), server.Probe.GetProperty("resources").GetInt32()));
        Assert.Equal("https://mcp-example.com/dynamic/example-resource", listed[0].Uri);
        Assert.Equal("Initial content for example-resource", Assert.IsType<TextResourceContents>(read.Contents.Single()).Text);
        await Assert.ThrowsAnyAsync<Exception>(async () => await agent.Client.ReadResourceAsync("https://mcp-example.com/dynamic/other"));
    }

    [Fact]
    public async Task RecommendedPolicy_OfAServerThatAsksItsCaller_LetsTheQuestionPass()
    {
        await using var upstream = await PackagedUpstream.StartSampleAsync("elicitationFormExample");
        var (server, grant) = await RegisteredServer.SetUpAsync(shared.Gateway.Admin, "asking", upstream.Url);
        await using var removed = server;
        await using var client = await SdkClient.ConnectAsync(grant, version: null, new McpClientHandlers
        {
            ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept", Content = Registration }),
        });

        var registered = await client.CallToolAsync("register_user");

        await AssertClassifiedAsync(server, ["register_user write", "create_event write", "update_shipping_address write"]);
        Assert.Contains("user@example.com", registered.Content.OfType<TextContentBlock>().First().Text, StringComparison.Ordinal);
        Assert.NotEqual(true, registered.IsError);
    }

    // The first wants its tools called as tasks. The second asks its caller to sample, which the bridge cannot pass on.
    [Theory]
    [InlineData("simpleTaskInteractive", false, "confirm_delete destructive", "write_haiku write")]
    [InlineData("toolWithSampleServer", true, "summarize read")]
    public async Task Recommendation_ForASampleThatThisClientCannotCall_IsMadeAndFiltersItsList(string name, bool isBridged, params string[] tools)
    {
        await using var upstream = await (isBridged ? PackagedUpstream.StartBridgedSampleAsync(name) : PackagedUpstream.StartSampleAsync(name));
        var (server, grant) = await RegisteredServer.SetUpAsync(shared.Gateway.Admin, name.ToLowerInvariant(), upstream.Url);
        await using var removed = server;
        await using var agent = await Agent.ConnectAsync(grant, version: null);

        await AssertClassifiedAsync(server, tools);
        Assert.Equal([tools[^1].Split(' ')[0]], await agent.ListAsync());
    }

    private static async Task AssertClassifiedAsync(RegisteredServer server, string[] expected)
    {
        var tools = await server.ListToolsAsync();
        Assert.Equal((true, expected.Length), (server.Probe.GetProperty("reached").GetBoolean(), server.Probe.GetProperty("tools").GetInt32()));
        Assert.Equal(expected, tools.Select(tool => $"{Text(tool, "name")} {Text(tool, "class")}"));
        Assert.All(tools, tool => Assert.Equal(("accepted", true), (Text(tool, "state"), tool.GetProperty("reasons").GetArrayLength() > 0)));
        Assert.Empty(await server.ListFindingsAsync());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
