using System.Net.Sockets;
using System.Text;
using FuncGateway.Mcp.Tests.Isolation;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>A call is judged by the policy that is in force when it has arrived, and sent to the server that it was judged for.</summary>
public sealed class CurrentPolicyTests
{
    [Fact]
    public async Task Call_WhoseBodyArrivesSlowly_IsJudgedByThePolicyAtItsEnd()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(TwoGrants.AllowAll);
        var url = gateway.Client.BaseAddress ?? throw new InvalidOperationException("The gateway has no address.");
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var body = Payments.Call();
        var head = $"POST /mcp/bank HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n";
        var asked = gateway.Grants.Outage.Asked;
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + body[..10]));
        await gateway.Changed.UntilAsync(() => gateway.Grants.Outage.Asked > asked);

        await gateway.PublishAsync("""{"version":"1","default":"deny"}""");
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(4));
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(body[10..]));
        using var answer = new StreamReader(client.GetStream());

        Assert.Contains("[POLICY DENIED]", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task HeldCallInASession_WhoseServerMoves_IsNotMade()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var session = await Streams.OpenStream.OpenSessionAsync(gateway, token);
        var call = gateway.SendAsync("POST", "/mcp/bank", Payments.Call(), token, ("Mcp-Session-Id", session), ("Accept", "application/json, text/event-stream"));
        await gateway.PendingAsync();

        Assert.Equal(200, (await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}/other"}""")).Status);
        await gateway.PublishAsync(TwoGrants.AllowAll);
        gateway.Upstream.Otherwise = _ => Reply.Json(Payments.Result);
        await gateway.Time.PassUntilAsync(() => call.IsCompleted);

        Assert.Contains("Its session has ended", (await call).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Upstream.Requests, request => request.Text.Contains("tools/call", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_WhosePolicyChangesWhileItWaitsForTheAuditLog_IsNotMade()
    {
        var timeout = TimeSpan.FromSeconds(59);
        await using var gateway = await InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Audit:WriteTimeout", $"{timeout}")] });
        await using var other = await InMemoryGateway.StartAsync(new() { InstanceOf = gateway });
        var token = await gateway.SetUpPaymentsAsync(TwoGrants.AllowAll);
        var stored = new TaskCompletionSource();
        gateway.Audit.Outage.Held = stored.Task;
        var before = await WaitingAsync();
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(2));
        var call = await WaitingAsync();

        await other.PublishAsync(Payments.Policy);
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(3));
        stored.SetResult();

        Assert.Contains("The policy of this grant changed while the call waited for the audit log", (await call).Spoken(), StringComparison.Ordinal);
        Assert.Equal("paid", (await before).Spoken());
        Assert.Single(gateway.Upstream.Requests);

        async Task<Task<Answer>> WaitingAsync()
        {
            var waits = gateway.Time.CreatedWith(timeout);
            var waiting = gateway.CallAsync(token);
            await gateway.Changed.UntilAsync(() => gateway.Time.CreatedWith(timeout) > waits);
            return waiting;
        }
    }
}
