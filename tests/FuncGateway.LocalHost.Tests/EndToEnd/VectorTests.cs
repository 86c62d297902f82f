using System.Text.Json;
using FuncGateway.Core.Limits;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The conformance vectors that need a whole gateway: counters, grants, paths and the wire.</summary>
public sealed class VectorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Vector13_TheThirdOfTwoPerMinute_IsDeniedUntilTheNextMinute()
    {
        var time = new PinnedClock(Noon);
        await using var upstream = await CountingUpstream.StartAsync(["a"], time);
        await using var gateway = await LocalGateway.StartAsync(azurite, time);
        using var post = new McpPost(await gateway.Admin.SetUpAsync("v13", upstream.Url, Policies.Limited("a", 2)));

        Assert.DoesNotContain("DENIED", await post.CallAsync("a"), StringComparison.Ordinal);
        Assert.DoesNotContain("DENIED", await post.CallAsync("a"), StringComparison.Ordinal);
        Assert.Equal("[POLICY DENIED] Limit of 2 per minute reached; it resets in 60 s.", await post.CallAsync("a"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("DENIED", await post.CallAsync("a"), StringComparison.Ordinal);
        Assert.Equal(3, upstream.TotalCalls);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}""", "v14")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"failed"}],"isError":true}}""", "v15")]
    public async Task Vectors14And15_AnyError_KeepsThePermit(string answer, string server)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.Json(answer);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await gateway.Admin.SetUpAsync(server, upstream.Url, Policies.Limited("a", 1)));

        await post.CallAsync("a");
        var second = await post.CallAsync("a");

        Assert.StartsWith("[POLICY DENIED] Limit", second, StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Vector16_WhenTheSecondLimitIsFull_TheFirstIsNotConsumed()
    {
        const string Policy = """
            { "version": "1", "default": "deny", "tools": {
              "a": { "limits": [ { "counter": "wide", "window": "minute", "max": 2 }, { "counter": "narrow", "window": "minute", "max": 1, "scope": "server" } ] },
              "b": { "limits": [ { "counter": "narrow", "window": "minute", "max": 5, "scope": "server" } ] } } }
            """;
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var first = new McpPost(await gateway.Admin.SetUpAsync("v16", upstream.Url, Policy));
        using var second = new McpPost(await gateway.Admin.MintAsync("v16", "v16"));

        await first.CallAsync("a");
        Assert.Contains("1 per minute", await second.CallAsync("a"), StringComparison.Ordinal);
        Assert.Contains("1 per minute", await second.CallAsync("a"), StringComparison.Ordinal);
        Assert.Contains("1 per minute", await second.CallAsync("a"), StringComparison.Ordinal);
        Assert.Equal(1, upstream.TotalCalls);
    }

    [Fact]
    public async Task Vector17_ALimitOfAllTools_CountsAToolWithoutOne()
    {
        const string Policy = """
            { "version": "1", "default": "allow", "all_tools": { "limits": [ { "counter": "calls", "window": "minute", "max": 2 } ] },
              "tools": { "a": { "limits": [ { "counter": "own", "window": "minute", "max": 1 } ] } } }
            """;
        await using var upstream = await CountingUpstream.StartAsync(["a", "b"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await gateway.Admin.SetUpAsync("v17", upstream.Url, Policy));

        await post.CallAsync("b");
        Assert.DoesNotContain("DENIED", await post.CallAsync("a"), StringComparison.Ordinal);
        Assert.Contains("Limit of 2 per minute", await post.CallAsync("b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vector18_TwoGrants_CountForThemselves()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var first = new McpPost(await gateway.Admin.SetUpAsync("v18", upstream.Url, Policies.Limited("a", 1)));
        using var second = new McpPost(await gateway.Admin.MintAsync("v18", "v18"));

        await first.CallAsync("a");
        Assert.DoesNotContain("DENIED", await second.CallAsync("a"), StringComparison.Ordinal);
        Assert.Contains("DENIED", await first.CallAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vector19_AGrantOfAnotherServer_Is403AndNothingIsForwarded()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var grant = await gateway.Admin.SetUpAsync("v19s", upstream.Url, Policies.AllowAll);
        await gateway.Admin.PutServerAsync("v19t", upstream.Url);
        using var post = new McpPost(grant with { McpUrl = new Uri(gateway.Url, "/mcp/v19t") });

        var (status, body) = await post.SendAsync(McpPost.Call("a"));

        Assert.Equal(403, status);
        Assert.Contains("'v19s', not 'v19t'", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, upstream.Requests);
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}]""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":[1]}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":"x"}}""", -32602)]
    public async Task Vectors20And21_ABatchOrArgumentsThatAreNoObject_AreRefusedAndNothingIsForwarded(string message, int code)
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        using var post = new McpPost(await gateway.Admin.SetUpAsync($"v2{message.Length}", upstream.Url, Policies.AllowAll));

        var (status, body) = await post.SendAsync(message);

        Assert.Equal((400, code), (status, body.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.Equal(0, upstream.Requests);
    }

    [Fact]
    public async Task Vector26_TheEleventhOfARateLimitOfTen_IsDenied()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await gateway.Admin.SetUpAsync(
            "v26", upstream.Url, """{ "version": "1", "default": "deny", "tools": { "a": { "rate_limit": { "max": 10, "window": 60 } } } }"""));

        var texts = new List<string>();
        while (texts.Count < 11)
        {
            texts.Add(await post.CallAsync("a"));
        }

        Assert.Equal(10, texts.Count(text => !text.Contains("DENIED", StringComparison.Ordinal)));
        Assert.Contains("DENIED", texts[^1], StringComparison.Ordinal);
        Assert.Equal(10, upstream.TotalCalls);
    }

    [Fact]
    public async Task FirstLimitedCall_AfterInitialize_WaitsForNoLease()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await gateway.Admin.SetUpAsync("warm", upstream.Url, Policies.Limited("a", 30)));
        var book = gateway.Services.GetRequiredService<PermitBook>();

        await post.SendAsync("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        await Eventually.Async(() => !book.IsBusy);
        await post.CallAsync("a");

        Assert.Equal(0, book.LeaseWaits);
    }

    [Fact]
    public async Task Denial_Always_CarriesTheDecision()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon));
        using var post = new McpPost(await gateway.Admin.SetUpAsync("meta", upstream.Url, Policies.Limited("a", 1)));

        await post.CallAsync("a");
        var (_, body) = await post.SendAsync(McpPost.Call("a", id: "\"x-7\""));

        Assert.Equal("x-7", body.GetProperty("id").GetString());
        var result = body.GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        var decision = result.GetProperty("_meta").GetProperty("funcgateway/decision");
        Assert.Equal(26, decision.GetProperty("id").GetString()?.Length);
        Assert.Equal("/tools/a/limits/a_rate", decision.GetProperty("rule").GetString());
        Assert.Equal("2026-11-22T12:01:00Z", decision.GetProperty("resetAt").GetString());
        Assert.Equal(JsonValueKind.Undefined, body.TryGetProperty("error", out var error) ? error.ValueKind : JsonValueKind.Undefined);
    }
}
