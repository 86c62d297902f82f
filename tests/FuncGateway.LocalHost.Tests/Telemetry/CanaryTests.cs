using System.Net.Http.Headers;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.LocalHost.Tests.Telemetry;

/// <summary>Every input that may contain a secret gets a unique marker word, and none of these words may appear in any sink.</summary>
public sealed class CanaryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Canary = "canary-7f3a";

    // The response to the caller repeats two of its inputs, the HTTP method and the content type. No other sink may contain them.
    private const string Echo = "echo-7f3a";
    private const string Credential = $"{Canary}-credential";
    private const string Arguments = $$$"""{"{{{Canary}}}-key":"{{{Canary}}}-value","n":{"deep":["{{{Canary}}}-item"]}}""";

    private static readonly (string, string)[] Headers =
    [
        ("User-Agent", $"{Canary}-agent/1"), ("Cookie", $"c={Canary}-cookie"), ("X-Anything", $"{Canary}-header"), ("baggage", $"k={Canary}-baggage"),
        ("tracestate", $"v={Canary}-state"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Mcp-Param-X", $"{Canary}-param"),
    ];

    [Fact]
    public async Task Secrets_WhateverHappensToTheCall_ReachNoSink()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var watched = await WatchedGateway.StartAsync(
            azurite, settings: ["--Logging:LogLevel:Default=Information", "--Logging:LogLevel:FuncGateway=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Warning"]);
        var admin = watched.Gateway.Admin;
        await admin.PutServerAsync("canary", upstream.Url, new { Authorization = $"Bearer {Credential}" });
        await admin.PutPolicyAsync("canary", "p", """
            { "version": "1", "default": "allow", "hide": ["ghost"], "tools": { "no": { "action": "deny" }, "few": { "limits": [ { "counter": "few", "window": "day", "max": 1 } ] } } }
            """);
        var grant = await admin.MintAsync("canary", "p");

        var answers = await CallEveryWayAsync(grant, upstream);
        await watched.StopAsync();

        Assert.Contains(upstream.Requests, request => request.Header("Authorization") == $"Bearer {Credential}" && request.Text.Contains($"{Canary}-item", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain(Canary, answer, StringComparison.OrdinalIgnoreCase));
        Assert.All(answers, answer => Assert.DoesNotContain(grant.Token, answer, StringComparison.Ordinal));
        var sinks = Sinks.Of(watched).ToArray();
        Assert.Superset(new HashSet<string> { "span", "metric", "log", "terminal", "collector /v1/traces", "collector /v1/metrics", "collector /v1/logs" }, sinks.Select(each => each.Sink).ToHashSet());
        Assert.All(sinks, each => Assert.DoesNotContain(
            new[] { Canary, Echo, grant.Token }, word => each.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exception_ThatQuotesASecret_IsExportedWithoutItsWords(bool toAzure)
    {
        await using var watched = await WatchedGateway.StartAsync(azurite, sender: toAzure ? WatchedGateway.Insights : null);
        var logger = watched.Gateway.Services.GetRequiredService<ILoggerFactory>().CreateLogger("FuncGateway.Canary");

        using (logger.BeginScope($"{Canary}-scope"))
        {
            logger.Log(LogLevel.Error, default, "seen", new InvalidOperationException($"{Canary}-words", new FormatException($"{Canary}-inner")), (state, _) => state);
        }

        await watched.StopAsync();

        var record = Assert.Single(watched.Logs, record => record.CategoryName == "FuncGateway.Canary");
        Assert.Equal("System.InvalidOperationException <- System.FormatException", record.Exception?.Message);
        Assert.All(Sinks.Of(watched).Where(each => each.Sink != "terminal"), each => Assert.DoesNotContain(Canary, each.Text, StringComparison.Ordinal));
        Assert.Contains(watched.Collected, request => Sinks.TextOf(request).Contains("System.FormatException", StringComparison.Ordinal));
    }

    private static async Task<List<string>> CallEveryWayAsync(GrantWithToken grant, ScriptedUpstream upstream)
    {
        upstream.Otherwise = request => request.Text switch
        {
            var text when text.Contains("\"401\"", StringComparison.Ordinal) => Reply.Empty(401).With("WWW-Authenticate", $"Bearer realm={Canary}-realm"),
            var text when text.Contains("\"500\"", StringComparison.Ordinal) => Reply.Empty(500).With("X-Trouble", $"{Canary}-trouble"),
            var text when text.Contains("\"cut\"", StringComparison.Ordinal) => Reply.EventStream(ReplyStep.Text(": hello\n\n"), new ReplyStep.Abort()),
            _ => Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""").With("X-Upstream", $"{Canary}-upstream").With("Set-Cookie", $"{Canary}-set"),
        };
        using var post = new McpPost(grant);
        var answers = new List<string>();
        foreach (var tool in new[] { "yes", "no", "ghost", "few", "few", "401", "500", "cut" })
        {
            await SendAsync(post.Request(McpPost.Call(tool, Arguments), Headers));
        }

        await SendAsync(post.Request($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{Canary}}}/method","params":{"x":"{{{Canary}}}"}}""", Headers));
        await SendAsync(post.Request($"{Canary} is not JSON", Headers));
        await SendAsync(post.Request(McpPost.Call("yes", $"\"{Canary}\""), Headers));
        await SendAsync(post.Request(McpPost.Call("yes"), ("Mcp-Session-Id", $"{Canary}-session")));
        await SendAsync(post.Request(McpPost.Call("yes"), ("Authorization", $"Bearer fgw_{Canary}")));
        await SendAsync(Changed(request => request.RequestUri = new Uri($"{grant.McpUrl}?token={Canary}-query")));
        await SendAsync(Changed(request => request.Method = new HttpMethod($"{Echo}-verb")));
        await SendAsync(Changed(request => request.Content = new StringContent("x", new MediaTypeHeaderValue($"text/{Echo}"))));
        return answers;

        HttpRequestMessage Changed(Action<HttpRequestMessage> change)
        {
            var request = post.Request(McpPost.Call("yes", Arguments), Headers);
            change(request);
            return request;
        }

        async Task SendAsync(HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await post.SendAsync(request);
                answers.Add($"{response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync()}");
            }
        }
    }
}
