using System.Text.Json.Nodes;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Upstreams;
using JobsServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.LocalHost.Tests.Fixtures;

public sealed class TypeScriptClientTests
{
    private static readonly Dictionary<string, string> Token = new() { ["Authorization"] = "Bearer unread" };

    public static TheoryData<TypeScriptSdk, string> Clients => new()
    {
        { TypeScriptSdk.V1, "2025-11-25" },
        { TypeScriptSdk.V2Legacy, "2025-11-25" },
        { TypeScriptSdk.V2Auto, "2026-07-28" },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Call_OnTheJobsServer_IsDoneAndCounted(TypeScriptSdk sdk, string version)
    {
        await using var jobs = JobsServerApp.Build(["--urls", "http://127.0.0.1:0"], new JobsServerOptions { TimePerWord = TimeSpan.FromHours(1) });
        await jobs.StartAsync();
        await using var client = await TypeScriptClient.ConnectAsync(sdk, McpUrl(jobs), Token, CancellationToken.None);

        var tools = await client.ListToolNamesAsync(CancellationToken.None);
        var submitted = await client.CallAsync("submit-llm-request-async", new JsonObject { ["prompt"] = "one two" }, CancellationToken.None);
        var cancelled = await client.CallAsync("cancel-async-job", new JsonObject { ["jobId"] = "job-1" }, times: 2, CancellationToken.None);
        var unknown = await client.CallAsync("no-such-tool", null, CancellationToken.None);

        Assert.Equal("jobs", client.ServerName);
        Assert.Equal(version, client.ProtocolVersion);
        Assert.Contains("call-all-llms", tools);
        Assert.Contains("job-1", submitted.Text, StringComparison.Ordinal);
        Assert.Equal([false, true], cancelled.Select(each => each.IsError));
        Assert.Equal(-32602, unknown.Error?.Code);
        Assert.Equal(2, jobs.Services.GetRequiredService<CallCounts>().Of("cancel-async-job"));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Call_OnTheCountingUpstream_ArrivesAsOftenAsItWasMade(TypeScriptSdk sdk, string version)
    {
        await using var upstream = await CountingUpstream.StartAsync(tools: 100);
        await using var client = await TypeScriptClient.ConnectAsync(sdk, upstream.Url, Token, CancellationToken.None);

        var tools = await client.ListToolNamesAsync(CancellationToken.None);
        var calls = await client.CallAsync("tool-7", new JsonObject { ["name"] = "not the tool" }, times: 5, CancellationToken.None);

        Assert.Equal(version, client.ProtocolVersion);
        Assert.Equal(Enumerable.Range(0, 100).Select(CountingUpstream.ToolName), tools);
        Assert.All(calls, call => Assert.Equal("done", call.Text));
        Assert.Equal(5, upstream.ArrivalsOf("tool-7").Count);
        Assert.Equal(5, upstream.TotalCalls);
    }

    [Fact]
    public async Task Connect_WhereNobodyListens_SaysSo()
    {
        var upstream = await CountingUpstream.StartAsync(tools: 0);
        await upstream.DisposeAsync();

        await Assert.ThrowsAsync<TypeScriptClientException>(() => TypeScriptClient.ConnectAsync(TypeScriptSdk.V1, upstream.Url, Token, CancellationToken.None));
    }

    private static Uri McpUrl(WebApplication app) => new(new Uri(app.Urls.Single()), JobsServerApp.McpPath);
}
