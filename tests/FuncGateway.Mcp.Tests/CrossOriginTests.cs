using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests;

/// <summary>Pages of an accepted origin may use the endpoint; pages of another one get no answer that they could read.</summary>
public sealed class CrossOriginTests
{
    private const string Ours = "http://127.0.0.1:3000";

    [Theory]
    [InlineData("/mcp/bank")]
    [InlineData("/servers/bank/mcp")]
    public async Task Report12_APreflight_NeedsNoTokenAndNamesWhatIsAccepted(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync(
            "OPTIONS", path, bearer: null, headers: [("Origin", Ours), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version,mcp-param-region,x-other")]);

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        Assert.Equal((Ours, "POST, GET, DELETE", "Origin"), (answer.Headers["Access-Control-Allow-Origin"], answer.Headers["Access-Control-Allow-Methods"], answer.Headers["Vary"]));
        var allowed = answer.Headers["Access-Control-Allow-Headers"].ToLowerInvariant().Split(", ");
        Assert.All(["authorization", "content-type", "mcp-protocol-version", "mcp-session-id", "last-event-id", "mcp-method", "mcp-name", "mcp-param-region"], name => Assert.Contains(name, allowed));
        Assert.DoesNotContain("x-other", allowed);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Report12_EveryResponse_ShowsThePageTheProtocolsHeaders(string method)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);
        gateway.Upstream.Otherwise = _ => method == "GET" ? Reply.EventStream() : Reply.Json(Relayed.Result);

        foreach (var bearer in new[] { token, null })
        {
            var answer = await gateway.SendAsync(method, "/mcp/bank", method == "POST" ? Relayed.Call : null, bearer, ("Origin", Ours), ("Accept", "application/json, text/event-stream"));

            Assert.Equal(bearer is null, answer.Status == 401);
            Assert.Equal((Ours, "Origin"), (answer.Headers["Access-Control-Allow-Origin"], answer.Headers["Vary"]));
            Assert.StartsWith("Mcp-Session-Id, ", answer.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("OPTIONS", "https://evil.example")]
    [InlineData("POST", "https://evil.example")]
    [InlineData("OPTIONS", "null")]
    public async Task Report12_AForeignOrigin_Is403WithoutThem(string method, string origin)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);

        var answer = await gateway.SendAsync(method, "/mcp/bank", method == "POST" ? Relayed.Call : null, token, ("Origin", origin), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(403, answer.Status);
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task WithoutAnOrigin_NoneOfTheseHeadersAreSent()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);

        var answer = await gateway.PostAsync(token, Relayed.Call);

        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
