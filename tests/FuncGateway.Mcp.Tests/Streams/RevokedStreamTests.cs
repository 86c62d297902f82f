using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>What an administrator changes reaches the streams that are open, within <see cref="CacheAge.Max"/>.</summary>
public sealed class RevokedStreamTests
{
    private const string AllowAll = """{"version":"1","default":"allow"}""";
    private const string Before = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"before"}}""";
    private const string After = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"after"}}""";
    private const string Read = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{}}}""";

    private readonly TaskCompletionSource _gate = new();

    public static TheoryData<string> Endings => GrantEndings.All;

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task GetStream_WhoseGrantEnds_EndsWithinTwoSecondsAndHearsNothingMore(string how)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var stream = await OpenStream.GetAsync(gateway, token, ServerEvents());
        await stream.ReadUntilAsync("before");

        await GrantEndings.EndAsync(gateway, how);
        await gateway.Time.PassAsync(CacheAge.Max);
        await stream.ReadToEndAsync();
        _gate.SetResult();

        Assert.Single(stream.Events);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task CallsStream_WhoseGrantEnds_EndsWithAnErrorAndIsRecordedAsUnknown(string how)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(ServerEvents());
        using var stream = await OpenStream.PostAsync(gateway, token, Read);
        await stream.ReadUntilAsync("before");

        await GrantEndings.EndAsync(gateway, how);
        await gateway.Time.PassAsync(CacheAge.Max);
        await stream.ReadToEndAsync();

        AssertNotKnown(stream.Events.Last());
        Assert.Equal(2, stream.Events.Length);
        gateway.Grants.Outage.Down = false;
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task Call_WhoseGrantEndsBeforeTheUpstreamAnswers_IsAnsweredWithAnError()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll, $"http://{upstream.LocalEndpoint}/mcp");
        var call = OpenStream.PostAsync(gateway, token, Read);
        using var connection = await upstream.AcceptTcpClientAsync();
        Assert.True(await connection.GetStream().ReadAsync(new byte[1]) > 0);

        await GrantEndings.EndAsync(gateway, "revoked");
        await gateway.Time.PassAsync(CacheAge.Max);
        using var answer = await call;
        await answer.ReadToEndAsync();

        AssertNotKnown(JsonNode.Parse(answer.Text));
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task GetStream_WhosePolicyIsEdited_IsFilteredByTheNewOneWithinTwoSeconds()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var list = """{"jsonrpc":"2.0","id":3,"result":{"tools":[{"name":"a"},{"name":"b"}]}}""";
        using var stream = await OpenStream.GetAsync(
            gateway, token, Reply.EventStream(ReplyStep.Event(list), new ReplyStep.Wait(_gate.Task), ReplyStep.Event(list)));
        await stream.ReadUntilAsync("\"b\"");

        await gateway.PublishAsync("""{"version":"1","default":"allow","hide":["b"]}""");
        await gateway.Time.PassAsync(CacheAge.Max);
        _gate.SetResult();
        await stream.ReadToEndAsync();

        Assert.Equal([2, 1], stream.Events.Select(each => each?["result"]?["tools"]?.AsArray().Count));
    }

    [Fact]
    public async Task GetStream_OpenedWithDataThatIsAlmostTooOld_EndsWithinTwoSecondsOfTheRevocation()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await OpenStream.OpenSessionAsync(gateway, token);
        await GrantEndings.EndAsync(gateway, "revoked");
        gateway.Time.Advance(CacheAge.Max - TimeSpan.FromMilliseconds(10));

        gateway.Upstream.Then(ServerEvents());
        using var stream = await OpenStream.GetAsync(gateway, token, session);
        await gateway.Time.PassAsync(TimeSpan.FromMilliseconds(10));
        await stream.ReadToEndAsync();

        Assert.Equal(200, stream.Status);
    }

    [Fact]
    public async Task GetStream_WhoseServerMoves_Ends()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var stream = await OpenStream.GetAsync(gateway, token, ServerEvents());
        await stream.ReadUntilAsync("before");

        Assert.Equal(200, (await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url}}/other"}""")).Status);
        await gateway.Time.PassAsync(CacheAge.Max);

        await stream.ReadToEndAsync();
    }

    [Fact]
    public async Task GetStream_OfALiveGrant_StaysOpenWhileTheStoreIsShortlyDown()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var stream = await OpenStream.GetAsync(gateway, token, ServerEvents());
        await stream.ReadUntilAsync("before");

        await gateway.Time.PassAsync(TimeSpan.FromSeconds(30));
        gateway.Grants.Outage.Down = true;
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(1));
        gateway.Grants.Outage.Down = false;
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(5));
        _gate.SetResult();
        await stream.ReadToEndAsync();

        Assert.Equal(2, stream.Events.Length);
    }

    [Fact]
    public async Task Streams_OfOneGrant_AreCheckedWithOneRequestToTheStore()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var one = await OpenStream.GetAsync(gateway, token, ServerEvents());
        using var other = await OpenStream.GetAsync(gateway, token, ServerEvents());
        await one.ReadUntilAsync("before");
        await other.ReadUntilAsync("before");
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(2));
        var asked = gateway.Grants.Outage.Asked;

        await gateway.Time.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(10, gateway.Grants.Outage.Asked - asked);
    }

    private Reply ServerEvents() => Reply.EventStream(ReplyStep.Event(Before), new ReplyStep.Wait(_gate.Task), ReplyStep.Event(After));

    private static void AssertNotKnown(JsonNode? answer)
    {
        Assert.Equal(7, (int?)answer?["id"]);
        Assert.EndsWith("whether the request was carried out is not known.", (string?)answer?["error"]?["message"], StringComparison.Ordinal);
    }
}
