using System.Net;
using System.Net.Sockets;
using System.Text;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Tests.Servers;

public sealed class UpstreamConnectTests : IDisposable
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("8.8.8.8");

    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private readonly Queue<IPAddress[]> _answers = new();

    public UpstreamConnectTests() => _upstream.Start();

    public void Dispose() => _upstream.Dispose();

    [Fact]
    public async Task ConnectAsync_WhenTheNameTurnsPrivateAfterItWasRegistered_DoesNotConnect()
    {
        var guard = Guard(loopback: false, [Elsewhere], [IPAddress.Loopback]);
        Assert.Null(await guard.CheckAsync(new Uri($"https://mcp.example.com:{Port}/"), CancellationToken.None));

        var refusal = await RefusalAsync(guard, $"https://mcp.example.com:{Port}/");

        Assert.Equal("'mcp.example.com' resolves to 127.0.0.1 (loopback, 127.0.0.0/8). Accepted: https to a public address.", refusal);
        Assert.False(_upstream.Pending());
    }

    [Fact]
    public async Task ConnectAsync_WhenOneOfSeveralAddressesIsPrivate_ConnectsToNone()
    {
        var refusal = await RefusalAsync(Guard(loopback: false, [Elsewhere, IPAddress.Loopback]), $"https://mcp.example.com:{Port}/");

        Assert.Contains("(loopback, 127.0.0.0/8)", refusal, StringComparison.Ordinal);
        Assert.False(_upstream.Pending());
    }

    [Fact]
    public async Task ConnectAsync_WhenANameLeadsToLoopback_IsRefusedEvenWhereLoopbackIsAllowed()
    {
        var refusal = await RefusalAsync(Guard(loopback: true, [IPAddress.Loopback]), $"https://mcp.example.com:{Port}/");

        Assert.StartsWith("'mcp.example.com' resolves to 127.0.0.1 (loopback, 127.0.0.0/8).", refusal, StringComparison.Ordinal);
        Assert.False(_upstream.Pending());
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "The host '127.0.0.1' is loopback.")]
    [InlineData("http://8.8.8.8:{0}/", "The scheme of '8.8.8.8' is 'http'.")]
    public async Task ConnectAsync_ToAnUpstreamThatWasNeverChecked_IsRefused(string url, string found)
    {
        var refusal = await RefusalAsync(Guard(loopback: false), string.Format(null, url, Port));

        Assert.StartsWith(found, refusal, StringComparison.Ordinal);
        Assert.False(_upstream.Pending());
    }

    [Fact]
    public async Task ConnectAsync_WhenLocalhostLeadsElsewhere_IsRefused()
    {
        var refusal = await RefusalAsync(Guard(loopback: true, [IPAddress.Loopback, IPAddress.Parse("10.0.0.7")]), $"http://localhost:{Port}/");

        Assert.StartsWith("'localhost' resolves to 10.0.0.7, which is not loopback.", refusal, StringComparison.Ordinal);
        Assert.False(_upstream.Pending());
    }

    [Fact]
    public async Task ConnectAsync_WhenTheFirstLoopbackAddressIsDead_TriesTheNext()
    {
        var answer = AnswerOnceAsync();

        // Nothing listens on 127.0.0.2 at this port: the listener is bound to 127.0.0.1 alone.
        using var client = Client(Guard(loopback: true, [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        Assert.Equal("ok", await client.GetStringAsync(new Uri($"http://localhost:{Port}/")));
        await answer;
    }

    private int Port => ((IPEndPoint)_upstream.LocalEndpoint).Port;

    private async Task AnswerOnceAsync()
    {
        using var connection = await _upstream.AcceptTcpClientAsync();
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"));
    }

    private static async Task<string> RefusalAsync(UpstreamAddressGuard guard, string url)
    {
        using var client = Client(guard);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(url)));
        return (failure.InnerException ?? failure).Message;
    }

    private static HttpClient Client(UpstreamAddressGuard guard) =>
        new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false });

    private UpstreamAddressGuard Guard(bool loopback, params IPAddress[][] answers)
    {
        Array.ForEach(answers, _answers.Enqueue);
        return new UpstreamAddressGuard(Options.Create(new GatewayOptions { AllowLoopbackUpstreams = loopback }), (_, _) => Task.FromResult(_answers.Dequeue()));
    }
}
