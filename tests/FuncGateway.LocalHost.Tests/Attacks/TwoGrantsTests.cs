using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;
using FuncGateway.Testing.Upstreams.Shared;
using ModelContextProtocol;

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>Two grants of one server on a real SDK without sessions: in what each of them has open, the other sees and disturbs nothing, and its owner still gets all of it.</summary>
public sealed class TwoGrantsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<UpstreamKind> Sdks => [UpstreamKind.CSharp, UpstreamKind.TypeScript];

    [Theory]
    [MemberData(nameof(Sdks))]
    public async Task Calls_WithTheSameIdAndProgressToken_EachHaveTheirOwnProgressAndAnswer(UpstreamKind sdk)
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, sdk);
        var first = TwoGrants.PostAsync(two.FirstPost, TwoGrants.Work("first", meta: """{"progressToken":"p"}"""));
        await two.Upstream.RunsAsync("first");
        var second = TwoGrants.PostAsync(two.SecondPost, TwoGrants.Work("second", meta: """{"progressToken":"p"}"""));
        await two.Upstream.RunsAsync("second");

        await two.Upstream.ReleaseAsync("second");
        AssertOwn(await second, "second");
        await two.Upstream.ReleaseAsync("first");
        AssertOwn(await first, "first");
    }

    [Theory]
    [InlineData(UpstreamKind.CSharp, Agent.Legacy)]
    [InlineData(UpstreamKind.CSharp, Agent.Modern)]
    [InlineData(UpstreamKind.TypeScript, Agent.Legacy)]
    public async Task RealClients_WhichCountTheirIdsFromOne_EachHaveTheirOwnProgressAndAnswer(UpstreamKind sdk, string version)
    {
        var upstream = await SharedUpstream.StartAsync(sdk);
        await using var two = await TwoGrants.StartAsync(shared.Gateway, upstream, version == Agent.Modern ? ((CSharpSharedUpstream)upstream).ModernUrl : null);
        await using var first = await Agent.ConnectAsync(two.First, version);
        await using var second = await Agent.ConnectAsync(two.Second, version);
        var (firstHeard, secondHeard) = (new Heard(), new Heard());
        var firstCall = first.CallAsync(SharedUpstream.Work, new() { ["case"] = "first" }, firstHeard);
        await upstream.RunsAsync("first");
        var secondCall = second.CallAsync(SharedUpstream.Work, new() { ["case"] = "second" }, secondHeard);
        await upstream.RunsAsync("second");
        await firstHeard.BegunAsync("first");
        await secondHeard.BegunAsync("second");

        await upstream.ReleaseAsync("second");
        await upstream.ReleaseAsync("first");

        Assert.Equal(("done first", false), await firstCall.WaitAsync(Eventually.Timeout, TimeProvider.System));
        Assert.Equal(("done second", false), await secondCall.WaitAsync(Eventually.Timeout, TimeProvider.System));
        firstHeard.AssertOnly("first");
        secondHeard.AssertOnly("second");
        Assert.Single((await two.ReceivedAsync("tools/call")).Select(call => call.GetProperty("id").GetRawText()).Distinct());
    }

    [Theory]
    [MemberData(nameof(Sdks))]
    public async Task Cancellation_OfTheOthersRequest_DoesNotReachTheServer_AndThatOfTheOwnOneDoes(UpstreamKind sdk)
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, sdk);
        using var leaving = new CancellationTokenSource();
        var mine = TwoGrants.PostAsync(two.FirstPost, TwoGrants.Work("mine", "5"), leaving.Token);
        var others = TwoGrants.PostAsync(two.SecondPost, TwoGrants.Work("others", "6"));
        await two.Upstream.RunsAsync("mine");
        await two.Upstream.RunsAsync("others");

        foreach (var id in new[] { "5", "\"5\"", "5.0", "0", "null" })
        {
            await TwoGrants.TellAsync(two.SecondPost, Cancel(id));
        }

        Assert.Empty(await two.ReceivedAsync("notifications/cancelled"));
        await TwoGrants.TellAsync(two.FirstPost, Cancel("5"));

        Assert.Single(await two.ReceivedAsync("notifications/cancelled"));
        if (sdk == UpstreamKind.CSharp)
        {
            // One server for all clients carries it out. On the TypeScript SDK, the server of the notification knows no other request.
            await Eventually.Async(async () => await two.Upstream.CancelledAsync("mine") == 1);
        }

        await two.Upstream.ReleaseAsync("others");
        Assert.Equal("done others", Text((await others)[^1]));
        Assert.Equal(0, await two.Upstream.CancelledAsync("others"));
        await leaving.CancelAsync();
        await Record.ExceptionAsync(() => mine);
    }

    [Fact]
    public async Task Call_ThatItsClientHangsUpOn_EndsAlone_AlthoughTheOthersHasTheSameId()
    {
        var upstream = await CSharpSharedUpstream.StartAsync();
        await using var two = await TwoGrants.StartAsync(shared.Gateway, upstream, upstream.ModernUrl);
        await using var first = await Agent.ConnectAsync(two.First, Agent.Modern);
        await using var second = await Agent.ConnectAsync(two.Second, Agent.Modern);
        using var leaving = new CancellationTokenSource();
        var stays = first.CallAsync(SharedUpstream.Work, new() { ["case"] = "stays" });
        var leaves = second.Client.CallToolAsync(SharedUpstream.Work, new Dictionary<string, object?> { ["case"] = "leaves" }, cancellationToken: leaving.Token).AsTask();
        await upstream.RunsAsync("stays");
        await upstream.RunsAsync("leaves");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        await Eventually.Async(async () => await upstream.CancelledAsync("leaves") == 1);

        await upstream.ReleaseAsync("stays");
        Assert.Equal(("done stays", false), await stays);
        Assert.Single((await two.ReceivedAsync("tools/call")).Select(call => call.GetProperty("id").GetRawText()).Distinct());
    }

    [Theory]
    [MemberData(nameof(Sdks))]
    public async Task Stream_OfTheOther_CannotBeTakenUpOrEnded(UpstreamKind sdk)
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, sdk);
        var call = TwoGrants.PostAsync(two.FirstPost, TwoGrants.Work("mine"));
        await two.Upstream.RunsAsync("mine");

        foreach (var method in new[] { "GET", "DELETE" })
        {
            using var request = two.SecondPost.Request("", ("Last-Event-ID", "1"));
            (request.Method, request.Content) = (new HttpMethod(method), null);
            using var refused = await two.SecondPost.SendAsync(request);
            Assert.Equal(405, (int)refused.StatusCode);
        }

        Assert.DoesNotContain(await two.Upstream.ReceivedAsync(), received => received is "GET" or "DELETE");
        await two.Upstream.ReleaseAsync("mine");
        Assert.Equal("done mine", Text((await call)[^1]));
    }

    private static string Cancel(string id) => $$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}} } }""";

    private static string? Text(JsonNode message) => (string?)message["result"]?["content"]?[0]?["text"];

    private static void AssertOwn(JsonNode[] messages, string name)
    {
        Assert.Equal([$"begun {name}", $"ending {name}"], messages.SkipLast(1).Select(each => (string?)each["params"]?["message"]));
        Assert.All(messages.SkipLast(1), each => Assert.Equal("p", (string?)each["params"]?["progressToken"]));
        Assert.Equal((5, $"done {name}"), ((int?)messages[^1]["id"], Text(messages[^1])));
    }

    /// <summary>The progress that a client was told of.</summary>
    private sealed class Heard : IProgress<ProgressNotificationValue>
    {
        private readonly ConcurrentQueue<string?> _messages = new();

        public void Report(ProgressNotificationValue value) => _messages.Enqueue(value.Message);

        public Task BegunAsync(string name) => Eventually.Async(() => _messages.Contains($"begun {name}"));

        // The SDK no longer hands out what has come just before the answer.
        public void AssertOnly(string name) => Assert.All(_messages, message => Assert.EndsWith(name, message, StringComparison.Ordinal));
    }
}
