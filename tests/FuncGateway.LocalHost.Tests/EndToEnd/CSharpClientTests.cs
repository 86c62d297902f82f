using System.Text.Json.Nodes;
using System.Threading.Channels;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;

#pragma warning disable MCP9005 // Log levels ended with 2025-11-25, which is tested here.

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The client of the C# SDK on both wires.</summary>
public sealed class CSharpClientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, Agent.Modern)]
    [InlineData(Agent.Legacy, Agent.Legacy)]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("2025-03-26", "2025-03-26")]
    public async Task SeedPolicy_ForARealClient_ShowsAllowsDeniesHidesAndCounts(string? asked, string agreed)
    {
        await using var jobs = await JobsUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync($"jobs-{asked ?? "any"}", jobs.Url, Policies.Seed), asked);

        var tools = await agent.ListAsync();
        var listed = await agent.CallAsync("list-async-jobs");
        var denied = await agent.CallAsync("call-all-llms", new() { ["prompt"] = "x" });
        var hidden = await agent.CallAsync("clear-history");
        var cancelled = new List<string>();
        while (cancelled.Count < 31)
        {
            cancelled.Add((await agent.CallAsync("cancel-async-job", new() { ["jobId"] = "job-1" })).Text);
        }

        Assert.Equal(agreed, agent.Client.NegotiatedProtocolVersion);
        Assert.Contains("cancel-async-job", tools);
        Assert.DoesNotContain("clear-history", tools);
        Assert.False(listed.IsError);
        Assert.True(denied.IsError);
        Assert.StartsWith("[POLICY DENIED]", denied.Text, StringComparison.Ordinal);
        Assert.Equal((denied.Text.Replace("call-all-llms", "clear-history", StringComparison.Ordinal), true), hidden);
        Assert.DoesNotContain(cancelled.Take(30), text => text.Contains("DENIED", StringComparison.Ordinal));
        Assert.Equal("[POLICY DENIED] Limit of 30 per minute reached; it resets in 60 s.", cancelled[30]);
        Assert.Equal((30, 1, 0, 0), (jobs.Calls.Of("cancel-async-job"), jobs.Calls.Of("list-async-jobs"), jobs.Calls.Of("call-all-llms"), jobs.Calls.Of("clear-history")));
    }

    [Theory]
    [InlineData(Agent.Modern)]
    [InlineData(Agent.Legacy)]
    public async Task Progress_OfACall_Arrives(string version)
    {
        await using var upstream = await ConformanceUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync("progress-" + version, upstream.Url, Policies.AllowAll), version);
        var progress = new Seen<ProgressNotificationValue>();

        var (text, _) = await agent.CallAsync("test_tool_with_progress", progress: progress);

        Assert.Equal("Reported its progress.", text);
        Assert.Equal([0f, 50f, 100f], (await ReadAsync(progress.Values, 3)).Select(value => value.Progress).Order());
    }

    [Fact]
    public async Task WhatALegacyServerAsksAndSays_ReachesTheClient_AndItsAnswersGoBack()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync("talk", upstream.Url, Policies.AllowAll), Agent.Legacy);

        await agent.Client.SetLoggingLevelAsync(LogLevel.Debug);
        var logged = await agent.CallAsync("test_tool_with_logging");
        var sampled = await agent.CallAsync("test_sampling", new() { ["prompt"] = "hi" });
        var elicited = await agent.CallAsync("test_elicitation", new() { ["message"] = "who?" });
        var resumed = await agent.CallAsync("test_reconnection");

        Assert.Equal("Logged three messages.", logged.Text);
        Assert.Equal(["Tool execution completed", "Tool execution started", "Tool processing data"], (await ReadAsync(agent.Logged, 3)).Order(StringComparer.Ordinal));
        Assert.Equal("LLM response: sampled", sampled.Text);
        Assert.Equal("""User response: action=accept, content={"username":"ann"}""", elicited.Text);
        Assert.Equal("Answered after the stream was taken up again.", resumed.Text);
    }

    [Fact]
    public async Task WhatAModernServerAsks_ReachesTheClientInItsResult_AndTheAnswerGoesUp()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = AskForAName;
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await Agent.ConnectAsync(await gateway.Admin.SetUpAsync("ask", upstream.Url, Policies.AllowAll), Agent.Modern);

        var (text, isError) = await agent.CallAsync("greet");

        Assert.Equal(("ann, s-1", false), (text, isError));
    }

    [Fact]
    public async Task HiddenTool_OfALegacyServer_IsMissingOnEveryPageAndThePromptsAndResourcesStay()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await Agent.ConnectAsync(
            await gateway.Admin.SetUpAsync("hide", upstream.Url, """{ "version": "1", "default": "allow", "hide": ["test_e*"] }"""), Agent.Legacy);

        var tools = await agent.ListAsync();

        Assert.DoesNotContain(tools, tool => tool.StartsWith("test_e", StringComparison.Ordinal));
        Assert.Contains("test_simple_text", tools);
        Assert.NotEmpty(await agent.Client.ListPromptsAsync());
        Assert.NotEmpty(await agent.Client.ListResourcesAsync());
    }

    private static Reply AskForAName(RecordedRequest request)
    {
        var message = JsonNode.Parse(request.Text)?.AsObject() ?? [];
        var parameters = message["params"];
        var result = message["method"]?.GetValue<string>() switch
        {
            "server/discover" => """{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}""",
            "tools/call" when parameters?["inputResponses"]?["who"]?["content"]?["username"] is { } name =>
                $$$"""{"resultType":"complete","content":[{"type":"text","text":"{{{name}}}, {{{parameters["requestState"]}}}"}]}""",
            "tools/call" => """
                {"resultType":"input_required","requestState":"s-1","inputRequests":{"who":{"method":"elicitation/create",
                "params":{"mode":"form","message":"Who?","requestedSchema":{"type":"object","properties":{"username":{"type":"string"}}}}}}}
                """,
            _ => "{}",
        };
        return Reply.Json($"{{\"jsonrpc\":\"2.0\",\"id\":{message["id"]?.ToJsonString() ?? "null"},\"result\":{result}}}");
    }

    // The SDK hands notifications out side by side, and some after the call's result.
    private static async Task<List<T>> ReadAsync<T>(ChannelReader<T> from, int count)
    {
        var read = new List<T>();
        while (read.Count < count)
        {
            read.Add(await from.ReadAsync());
        }

        return read;
    }

    private sealed class Seen<T> : IProgress<T>
    {
        private readonly Channel<T> _values = Channel.CreateUnbounded<T>();

        public ChannelReader<T> Values => _values.Reader;

        public void Report(T value) => _values.Writer.TryWrite(value);
    }
}
