using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;
using FuncGateway.Testing.Upstreams.Shared;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

// Sampling and elicitation as requests of the server ended with 2025-11-25, which is used here.
#pragma warning disable MCP9005

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>What a server asks one of two grants, and what it tells those who listen. The server is on the C# SDK: without sessions, that of TypeScript does neither.</summary>
public sealed class TwoGrantsQuestionTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("elicitation", """{"action":"accept","content":{"username":"mallory"}}""")]
    [InlineData("sampling", """{"model":"m","role":"assistant","content":{"type":"text","text":"mallory"}}""")]
    public async Task Question_ToOneGrant_IsNotSeenOrAnsweredByTheOther_AndItsOwnAnswerCounts(string how, string forged)
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, UpstreamKind.CSharp);
        var (ownersQuestion, othersQuestion) = (new Question("ann"), new Question("mallory"));
        await using var owner = await ownersQuestion.ConnectAsync(two.First);
        await using var other = await othersQuestion.ConnectAsync(two.Second);
        var call = owner.CallToolAsync(SharedUpstream.Ask, new Dictionary<string, object?> { ["case"] = how, ["how"] = how }).AsTask();
        await ownersQuestion.Asked;

        for (var id = 0; id < 20; id++)
        {
            await TwoGrants.TellAsync(two.SecondPost, $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{forged}} }""");
            await TwoGrants.TellAsync(two.SecondPost, $$"""{"jsonrpc":"2.0","id":"{{id}}","result":{{forged}} }""");
            await TwoGrants.TellAsync(two.SecondPost, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-1,"message":"mallory"} }""");
        }

        ownersQuestion.Answer();

        Assert.Equal("told ann", (await call.WaitAsync(Eventually.Timeout, TimeProvider.System)).Content.OfType<TextContentBlock>().Single().Text);
        Assert.DoesNotContain(await two.Upstream.ReceivedAsync(), received => received.Contains("mallory", StringComparison.Ordinal));
        Assert.False(othersQuestion.Asked.IsCompleted);
    }

    [Fact]
    public async Task Listeners_WithTheSameId_HearOfTheirOwnResourcesOnly_AndNeitherEndsTheOthersStream()
    {
        var upstream = await CSharpSharedUpstream.StartAsync();
        await using var two = await TwoGrants.StartAsync(shared.Gateway, upstream, upstream.ModernUrl);
        await using var first = await Listener.StartAsync(two.First, "docs://a");
        await using var second = await Listener.StartAsync(two.Second, "docs://b");
        await Eventually.Async(() => upstream.Listening == 2);
        var ids = (await two.ReceivedAsync("subscriptions/listen")).Select(listen => listen.GetProperty("id").GetRawText()).ToArray();
        Assert.Single(ids.Distinct());

        await upstream.ChangeAsync("docs://b");
        await upstream.ChangeAsync("docs://a");
        await first.HeardAsync("docs://a");
        await second.HeardAsync("docs://b");

        await TwoGrants.TellAsync(two.SecondPost, $$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{ids[0]}}} } }""");
        await second.LeaveAsync();
        await Eventually.Async(() => upstream.Listening == 1);
        await upstream.ChangeAsync("docs://a");
        await first.HeardAsync("docs://a", "docs://a");
        await second.HeardAsync("docs://b");
        Assert.Empty(await two.ReceivedAsync("notifications/cancelled"));
    }

    /// <summary>The questions that one client is asked, answered with a name when the test lets it.</summary>
    private sealed class Question(string name)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Answer() => _answer.SetResult();

        public Task<McpClient> ConnectAsync(GrantWithToken grant) => SdkClient.ConnectAsync(grant, Agent.Legacy, new McpClientHandlers
        {
            ElicitationHandler = async (_, cancellationToken) =>
            {
                await WaitAsync(cancellationToken);
                return new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement> { ["username"] = JsonSerializer.SerializeToElement(name) } };
            },
            SamplingHandler = async (_, _, cancellationToken) =>
            {
                await WaitAsync(cancellationToken);
                return new CreateMessageResult { Model = "m", Content = [new TextContentBlock { Text = name }] };
            },
        });

        private Task WaitAsync(CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            return _answer.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A client that listens to one resource.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly ConcurrentQueue<string> _heard = new();
        private McpClient? _client;
        private Task _listening = Task.CompletedTask;

        public static async Task<Listener> StartAsync(GrantWithToken grant, string uri)
        {
            var listener = new Listener();
            listener._client = await SdkClient.ConnectAsync(grant, Agent.Modern, new McpClientHandlers
            {
                NotificationHandlers = [new(NotificationMethods.ResourceUpdatedNotification, listener.HearAsync)],
            });
            var filter = new JsonObject { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray(uri) } };
            listener._listening = listener._client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen, Params = filter }, listener._leaving.Token);
            return listener;
        }

        /// <summary>Waits until as much was heard, and checks that it was this.</summary>
        public async Task HeardAsync(params string[] uris)
        {
            await Eventually.Async(() => _heard.Count >= uris.Length);
            Assert.Equal(uris, _heard);
        }

        public async Task LeaveAsync()
        {
            await _leaving.CancelAsync();
            await Record.ExceptionAsync(() => _listening);
        }

        public async ValueTask DisposeAsync()
        {
            await LeaveAsync();
            await (_client?.DisposeAsync() ?? ValueTask.CompletedTask);
            _leaving.Dispose();
        }

        private ValueTask HearAsync(JsonRpcNotification notification, CancellationToken cancellationToken)
        {
            _heard.Enqueue((string?)notification.Params?["uri"] ?? "");
            return ValueTask.CompletedTask;
        }
    }
}
