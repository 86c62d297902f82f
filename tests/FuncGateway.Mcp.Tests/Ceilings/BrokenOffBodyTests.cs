using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp.Tests.Ceilings;

/// <summary>A client can break off any number of bodies without one reaching a server.</summary>
public sealed class BrokenOffBodyTests
{
    private int _ended;

    [Fact]
    public async Task Bodies_ThatTheClientBreaksOff_AreCountedByMinuteInsteadOfRecorded()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Outer = CountEnded });
        var token = await gateway.SetUpPaymentsAsync();
        for (var number = 1; number <= 3; number++)
        {
            await BreakOffAsync(gateway, token);
            await Eventually.Async(() => Volatile.Read(ref _ended) == number);
        }

        await gateway.Time.PassAsync(TimeSpan.FromMinutes(2));
        JsonNode?[] entries = [];
        await Eventually.Async(async () =>
        {
            entries = [.. (await gateway.SendAsync("GET", "/api/audit?server=bank&outcome=cancelled")).Json["items"]?.AsArray() ?? []];
            return entries.Length > 0;
        });

        var entry = Assert.Single(entries);
        Assert.Equal((3, true), ((int?)entry?["count"], entry?["grant"] is not null));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Body_WhoseClientLeavesWhileTheCallerIsIdentifiedAgain_GivesItsMemoryBack()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var budget = gateway.Services.GetRequiredService<RequestCeilings>().BodyBytes;
        var body = Payments.Call(more: new string(' ', 50_000));
        using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
        var url = gateway.Client.BaseAddress ?? throw new InvalidOperationException();
        await client.ConnectAsync(url.Host, url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /mcp/bank HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body[..40_000]}"));
        await Eventually.Async(() => budget.Taken > 0);

        var stored = new TaskCompletionSource();
        gateway.Grants.Outage.Held = stored.Task;
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(2.5));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(body[40_000..]));
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(1));
        client.Close();
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(0.5));
        stored.SetResult();

        await Eventually.Async(() => budget.Taken == 0);
        Assert.Empty(gateway.Upstream.Requests);
    }

    private static async Task BreakOffAsync(InMemoryGateway gateway, string token)
    {
        // Closing sends a reset.
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        var url = gateway.Client.BaseAddress ?? throw new InvalidOperationException();
        var head = $"POST /mcp/bank HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 2000\r\nExpect: 100-continue\r\n\r\n";
        await client.ConnectAsync(url.Host, url.Port);
        await client.SendAsync(Encoding.ASCII.GetBytes(head));

        // The server asks for the body when the gateway begins to read it.
        var answer = new byte[64];
        var length = await client.ReceiveAsync(answer);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        await client.SendAsync("{"u8.ToArray());
    }

    private RequestDelegate CountEnded(RequestDelegate pipeline) => async context =>
    {
        try
        {
            await pipeline(context);
        }
        finally
        {
            _ = context.Request.Path.StartsWithSegments("/mcp") ? Interlocked.Increment(ref _ended) : 0;
        }
    };
}
