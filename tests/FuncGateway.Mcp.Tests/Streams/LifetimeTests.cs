using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>No request is open for longer than <see cref="GatewayOptions.MaxStreamLifetime"/>, whatever its upstream, its client or the wait for a person does.</summary>
public sealed class LifetimeTests
{
    private const string AllowAll = """{"version":"1","default":"allow"}""";
    private const string Notification = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}""";
    private const string Call = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{}}}""";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Call_WhoseUpstreamPingsForEver_EndsWithAnErrorEvent()
    {
        await using var gateway = await StartAsync(("FuncGateway:UpstreamIdleTimeout", $"{PingInterval + TimeSpan.FromSeconds(1)}"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var pings = new Pings();
        gateway.Upstream.Then(pings.Reply());
        using var stream = await OpenStream.PostAsync(gateway, token, Call);

        await pings.SendAsync(gateway, stream, Lifetime);
        await stream.ReadToEndAsync();

        AssertEnded(Assert.Single(stream.Events));
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task Call_WhoseEventsHaveIds_EndsWithoutAnErrorSoThatItsClientResumes()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event(Notification, id: "e-1"), ReplyStep.Forever()));
        using var stream = await OpenStream.PostAsync(gateway, token, Call);
        await stream.ReadUntilAsync("e-1");

        await gateway.Time.PassAsync(Lifetime);
        await stream.ReadToEndAsync();

        Assert.Equal(Notification, Assert.Single(stream.Events)?.ToJsonString());
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task GetStream_ThatNeverEnds_IsEndedWithoutAnError()
    {
        await using var gateway = await StartAsync(("FuncGateway:UpstreamIdleTimeout", $"{PingInterval + TimeSpan.FromSeconds(1)}"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var pings = new Pings();
        using var stream = await OpenStream.GetAsync(gateway, token, pings.Reply());

        await pings.SendAsync(gateway, stream, Lifetime);
        await stream.ReadToEndAsync();

        Assert.Empty(stream.Events);
    }

    [Fact]
    public async Task JsonAnswer_ThatIsNeverComplete_IsEndedWithoutLookingComplete()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        gateway.Upstream.Then(Reply.Json("") with { Steps = [ReplyStep.Text("{\"jsonrpc\":\"2.0\","), ReplyStep.Forever()] });
        var call = OpenStream.PostAsync(gateway, token, Call);
        await gateway.Upstream.NextRequestAsync(CancellationToken.None);

        await gateway.Time.PassAsync(Lifetime);

        using var stream = await call;
        var broken = await Record.ExceptionAsync(stream.ReadToEndAsync);
        Assert.True(broken is IOException || (int?)JsonNode.Parse(stream.Text)?["error"]?["code"] is not null, stream.Text);
        Assert.Equal("unknown", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task HeldCall_AtItsLongestLife_IsAnsweredPending()
    {
        await using var gateway = await StartAsync(("FuncGateway:Approvals:Hold", "00:03:00"));
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token);
        await gateway.PendingAsync();

        await gateway.Time.PassAsync(Lifetime);

        HeldAnswers.AssertPending(JsonNode.Parse((await call).Events().Last()), gateway.Approval());
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task HeldCall_ThatIsApproved_HasOneLifeForWaitAndAnswer()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        var call = gateway.CallAsync(token);
        var id = await gateway.PendingAsync();
        await gateway.Time.PassAsync(Lifetime / 2);
        await gateway.DecideAsync(id, "approve");
        await gateway.Time.PassUntilAsync(() => gateway.Upstream.Requests.Count == 1);

        await gateway.Time.PassAsync(Lifetime / 2);

        AssertEnded(JsonNode.Parse((await call).Events().Last()), id: 1);
    }

    [Fact]
    public async Task Stream_WhoseClientDoesNotRead_IsCutOff()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var large = ReplyStep.Event(Notification.Replace("\"x\"", $"\"{new string('x', 100_000)}\"", StringComparison.Ordinal));
        gateway.Upstream.Then(Reply.EventStream([.. Enumerable.Repeat(large, 10_000)]));
        using var stream = await OpenStream.PostAsync(gateway, token, Call);
        var request = await gateway.Upstream.NextRequestAsync(CancellationToken.None);

        await gateway.Time.PassAsync(Lifetime + TimeSpan.FromSeconds(6));

        await request.HungUp.WaitAsync(Eventually.Timeout, TimeProvider.System);
    }

    private static Task<InMemoryGateway> StartAsync(params (string Name, string Value)[] settings) => InMemoryGateway.StartAsync(new()
    {
        Settings = [("FuncGateway:MaxStreamLifetime", $"{Lifetime}"), .. settings],
    });

    private static void AssertEnded(JsonNode? answer, int id = 7)
    {
        Assert.Equal(id, (int?)answer?["id"]);
        Assert.Contains("has been open for 00:00:30", (string?)answer?["error"]?["message"], StringComparison.Ordinal);
        Assert.EndsWith("whether the request was carried out is not known.", (string?)answer?["error"]?["message"], StringComparison.Ordinal);
    }

    /// <summary>An upstream that sends something shortly before each idle timeout.</summary>
    private sealed class Pings
    {
        private const string Comment = ": ping\n\n";

        private readonly TaskCompletionSource[] _gates = [.. Enumerable.Range(0, 100).Select(_ => new TaskCompletionSource())];

        public Reply Reply() =>
            Testing.Upstreams.Reply.EventStream([.. _gates.SelectMany<TaskCompletionSource, ReplyStep>(gate => [ReplyStep.Text(Comment), new ReplyStep.Wait(gate.Task)])]);

        public async Task SendAsync(InMemoryGateway gateway, OpenStream stream, TimeSpan time)
        {
            var end = gateway.Time.GetUtcNow() + time;
            for (var number = 0; gateway.Time.GetUtcNow() + PingInterval < end; number++)
            {
                await stream.ReadUntilAsync(string.Concat(Enumerable.Repeat(Comment, number + 1)));
                await gateway.Time.PassAsync(PingInterval);
                _gates[number].SetResult();
            }

            await gateway.Time.PassAsync(end - gateway.Time.GetUtcNow());
        }
    }
}
