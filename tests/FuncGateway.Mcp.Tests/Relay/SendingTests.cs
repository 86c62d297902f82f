using System.Net.Sockets;
using System.Text;
using FuncGateway.Core.Secrets;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>Permit and approval come back only when nothing was handed to an open connection, and no request is sent twice.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task KeptConnectionThatTheUpstreamClosesAfterReading_IsNotTriedAgain()
    {
        await using var upstream = RawUpstream.Start(async (number, connection) =>
        {
            if (number > 1)
            {
                return false;
            }

            await connection.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Result.Length}\r\n\r\n{Result}"));
            return true;
        });
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll, upstream.Url.AbsoluteUri);

        var first = await gateway.PostAsync(token, Call);
        var second = await gateway.PostAsync(token, Call);

        Assert.Equal((200, 502), (first.Status, second.Status));
        Assert.Contains("whether the request was carried out is not known", second.Text, StringComparison.Ordinal);
        Assert.Equal(2, upstream.Bodies.Count);
        Assert.Equal(["answered", "unknown"], (await gateway.AuditAsync("tools/call")).Select(entry => (string?)entry["outcome"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("no http at all\r\n\r\n")]
    public async Task UpstreamThatClosesAfterReading_KeepsThePermit(string bytes)
    {
        await using var upstream = RawUpstream.Start(async (_, connection) =>
        {
            await connection.WriteAsync(Encoding.UTF8.GetBytes(bytes));
            return false;
        });
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(OnePerDay, upstream.Url.AbsoluteUri);

        await gateway.PostAsync(token, Call);
        var second = await gateway.PostAsync(token, Call);

        Assert.Contains("[POLICY DENIED]", second.Text, StringComparison.Ordinal);
        Assert.Single(upstream.Bodies);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/mcp", "")]
    [InlineData("https://127.0.0.1:{0}/mcp", "")]
    [InlineData("http://127.0.0.1:{0}/mcp", "@secret:upstream-odd")]
    [InlineData("http://127.0.0.1:{0}/mcp", "@secret:upstream-missing")]
    public async Task WhatWasNeverSent_IsNotSentAndGivesThePermitBack(string url, string secret)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        SecretsOf(gateway)["upstream-odd"] = "é";
        var headers = secret.Length == 0 ? "{}" : $$"""{"X-Key":"{{secret}}"}""";
        var token = await gateway.SetUpPaymentsAsync(OnePerDay);
        await PutServerAsync(gateway, url.Replace("{0}", $"{gateway.Upstream.Url.Port}", StringComparison.Ordinal), headers);
        for (var call = 0; call < 3; call++)
        {
            var answer = await gateway.PostAsync(token, Call);

            Assert.Equal(502, answer.Status);
            Assert.Contains("nothing was sent", answer.Text, StringComparison.Ordinal);
        }

        Assert.Empty(gateway.Upstream.Requests);
        Assert.All(await gateway.AuditAsync("tools/call"), entry => Assert.Equal("not_sent", (string?)entry["outcome"]));
    }

    [Fact]
    public async Task ClientThatLeavesWhileTheCredentialIsLookedUp_HasSentNothingAndThePermitIsBack()
    {
        var gate = new TaskCompletionSource();
        await using var gateway = await InMemoryGateway.StartAsync();
        var secrets = SecretsOf(gateway);
        secrets["upstream-key"] = "k";
        var token = await gateway.SetUpPaymentsAsync(OnePerDay);
        await PutServerAsync(gateway, gateway.Upstream.Url.AbsoluteUri, """{"X-Key":"@secret:upstream-key"}""");
        secrets.Outage.Held = gate.Task;
        var asked = secrets.Outage.Asked;
        using var leaves = new CancellationTokenSource();
        using var request = Payments.Request(token, Call);
        var calling = gateway.OpenAsync(request, leaves.Token);
        await Eventually.Async(() => secrets.Outage.Asked > asked);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);

        await Eventually.Async(async () => (await gateway.AuditAsync("tools/call")) is [var entry] && (string?)entry["outcome"] == "not_sent");
        secrets.Outage.Held = null;
        Assert.Empty(gateway.Upstream.Requests);
        gateway.Upstream.Otherwise = _ => Reply.Json(Result);
        Assert.Equal(Result, (await gateway.PostAsync(token, Call)).Text);
    }

    [Fact]
    public async Task Report7_ATraceHeaderThatCannotBeSent_IsLeftOut()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(OnePerDay);
        gateway.Upstream.Otherwise = _ => Reply.Json(Result);

        var answer = await SendRawAsync(gateway, token, "baggage: note=é");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Null(Assert.Single(gateway.Upstream.Requests).Header("baggage"));
    }

    [Theory]
    [InlineData("Mcp-Param-Region: é")]
    [InlineData("Mcp-Other: é")]
    public async Task Report7_AProtocolHeaderThatCannotBeSent_IsRefusedBeforeAnythingIsReserved(string header)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(OnePerDay);
        gateway.Upstream.Otherwise = _ => Reply.Json(Result);

        Assert.StartsWith("HTTP/1.1 400", await SendRawAsync(gateway, token, header), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
        Assert.Equal(200, (await gateway.PostAsync(token, Call)).Status);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Report23_AHeaderOfTheUpstreamThatCannotBePassedOn_IsLeftOut()
    {
        await using var upstream = RawUpstream.Start(async (_, connection) =>
        {
            await connection.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nRetry-After: aé\r\nMCP-Protocol-Version: é\r\nAllow: é\r\nContent-Type: application/json\r\nContent-Length: {Result.Length}\r\n\r\n{Result}"));
            return true;
        });
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll, upstream.Url.AbsoluteUri);

        var answer = await gateway.PostAsync(token, Call);

        Assert.Equal((200, Result), (answer.Status, answer.Text));
        Assert.DoesNotContain("Retry-After", answer.Headers.Keys);
    }

    [Fact]
    public async Task Report6_AnEmptySessionHeader_IsNoSession()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json(Result).With("Mcp-Session-Id", "")).Then(Reply.Json(Result));

        var opened = await gateway.PostAsync(token, Initialize);

        Assert.DoesNotContain("Mcp-Session-Id", opened.Headers.Keys);
        Assert.Equal(Result, (await gateway.PostAsync(token, Call)).Text);
    }

    [Fact]
    public async Task ASessionIdThatCannotBeSentBack_IsTheServersFault()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json(Result).With("Mcp-Session-Id", "a b"));

        var opened = await gateway.PostAsync(token, Initialize);

        Assert.Equal((502, 1), (opened.Status, (int?)opened.Json["id"]));
        Assert.DoesNotContain("Mcp-Session-Id", opened.Headers.Keys);
    }

    private static FakeSecrets SecretsOf(InMemoryGateway gateway) => Assert.IsType<FakeSecrets>(gateway.Services.GetRequiredService<ISecretSource>());

    private static async Task PutServerAsync(InMemoryGateway gateway, string url, string headers)
    {
        Assert.Equal(200, (await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{url}}","headers":{{headers}}}""")).Status);
        gateway.Time.Advance(TimeSpan.FromSeconds(3));
    }

    private static async Task<string> SendRawAsync(InMemoryGateway gateway, string token, string header)
    {
        var address = gateway.Client.BaseAddress ?? throw new InvalidOperationException("The gateway has no address.");
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /mcp/bank HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n{header}\r\nConnection: close\r\nContent-Length: {Call.Length}\r\n\r\n{Call}"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
