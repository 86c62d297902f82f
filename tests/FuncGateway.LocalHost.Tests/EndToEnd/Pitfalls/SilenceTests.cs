using System.Net;
using System.Net.Sockets;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Streams that are silent for a while. The test controls the gateway's clock.</summary>
public sealed class SilenceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Comment = ": keepalive\n\n";
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(15);

    private readonly SteppedTime _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private LocalGateway? _gateway;

    private LocalGateway Gateway => _gateway ?? throw new InvalidOperationException("The gateway has not been started.");

    // The timeouts of the audit and of the checks of open streams go by the same clock, and a step of minutes would end them while the storage answers.
    public async Task InitializeAsync() => _gateway = await LocalGateway.StartAsync(
        azurite,
        services => services.AddSingleton<TimeProvider>(_time)
            .AddSingleton<IFreezeStore>(new InMemoryFreezeStore()).AddSingleton<IGrantStore>(new InMemoryGrantStore()).AddSingleton<IServerStore>(new InMemoryServerStore()).AddSingleton<IPolicyStore>(new InMemoryPolicyStore()).AddSingleton<FuncGateway.Core.Recordings.IRecordingStore>(new InMemoryRecordingStore())
            .AddSingleton<IInventoryStore>(new InMemoryInventoryStore()),
        "--FuncGateway:Audit:Durability=Off");

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Row03_ASilentStream_GetsACommentEvery15Seconds(string method)
    {
        await using var route = await Route.OpenAsync(Gateway, $"silent-{method.ToLowerInvariant()}", Policies.AllowAll);
        var request = await route.OpeningStreamAsync(method);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        using var client = await route.ConnectAsync();
        await client.SendAsync(request);
        await client.ReadOpeningAsync();

        for (var comment = 0; comment < 3; comment++)
        {
            await _time.PassOnceWaitedForAsync(Keepalive);
            Assert.Equal(Comment, await client.ReadUntilAsync("\n\n"));
        }
    }

    [Fact]
    public async Task Row04_ASilenceOfThreeMinutes_DoesNotEndTheStream()
    {
        const string Answer = """{"jsonrpc":"2.0","id":1,"result":{}}""";
        var gate = new TaskCompletionSource();
        await using var route = await Route.OpenAsync(Gateway, "silent", Policies.AllowAll);
        route.Upstream.Then(Reply.EventStream(new ReplyStep.Wait(gate.Task), ReplyStep.Event(Answer)));
        using var client = await route.ConnectAsync();
        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();

        for (var comment = 0; comment < 12; comment++)
        {
            await _time.PassOnceWaitedForAsync(Keepalive);
            await client.ReadUntilAsync(Comment);
        }

        gate.SetResult();
        Assert.Equal($"event: message\ndata: {Answer}\n\n", Encoding.UTF8.GetString(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Row04_ASilenceBeyondTheIdleTimeout_EndsThePostWithAnErrorForTheId()
    {
        await using var route = await Route.OpenAsync(Gateway, "idle", Policies.AllowAll);
        route.Upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        using var client = await route.ConnectAsync();
        await client.SendAsync(route.Post(McpPost.Call("a")));
        await client.ReadOpeningAsync();

        for (var comment = 0; comment < 14; comment++)
        {
            await _time.PassOnceWaitedForAsync(Keepalive);
            await client.ReadUntilAsync(Comment);
        }

        // 210 s have passed; the limit is 220 s.
        await _time.PassOnceWaitedForAsync(TimeSpan.FromSeconds(10));
        var rest = Encoding.UTF8.GetString(await client.ReadBodyAsync());

        Assert.StartsWith("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":", rest, StringComparison.Ordinal);
        Assert.Contains("stopped sending", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row04_AnUpstreamThatNeverAnswers_Is504()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var post = new McpPost(await Gateway.Admin.SetUpAsync("mute", new Uri($"http://{mute.LocalEndpoint}/mcp"), Policies.AllowAll));

        var pending = post.SendAsync(McpPost.Call("a"));
        using var accepted = await mute.AcceptTcpClientAsync();
        await _time.PassOnceWaitedForAsync(TimeSpan.FromSeconds(220));
        var (status, body) = await pending;

        Assert.Equal((504, 1), (status, body.GetProperty("id").GetInt32()));
        Assert.Contains("220 s", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
