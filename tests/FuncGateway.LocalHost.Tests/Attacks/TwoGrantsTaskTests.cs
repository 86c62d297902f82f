using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;
using FuncGateway.Testing.Upstreams.Shared;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>
/// Two grants and the tasks of one server on the TypeScript SDK without sessions, whose store hands every task to every client. The packages of the C# SDK have no tasks.
/// </summary>
public sealed class TwoGrantsTaskTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task Task_OfOneGrant_LooksUnknownToTheOther_AndItsOwnerFollowsItToItsResult()
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, UpstreamKind.TypeScript);
        await using var owner = await SdkClient.ConnectAsync(two.First, Agent.Legacy);
        await using var other = await SdkClient.ConnectAsync(two.Second, Agent.Legacy);
        var task = await CreateAsync(owner, "mine");
        var sent = (await two.Upstream.ReceivedAsync()).Count;

        foreach (var method in new[] { "tasks/get", "tasks/result", "tasks/cancel", "tasks/update", "tasks/delete" })
        {
            var refused = await Assert.ThrowsAsync<McpProtocolException>(() => AskAsync(other, method, task));
            var nobodys = await Assert.ThrowsAsync<McpProtocolException>(() => AskAsync(other, method, "0123456789abcdef0123456789abcdef"));
            Assert.Equal((nobodys.ErrorCode, nobodys.Message), (refused.ErrorCode, refused.Message));
        }

        Assert.Equal(sent, (await two.Upstream.ReceivedAsync()).Count);
        Assert.Equal("working", (string?)(await AskAsync(owner, "tasks/get", task))?["status"]);
        var result = AskAsync(owner, "tasks/result", task);
        await two.Upstream.ReleaseAsync("mine");
        Assert.Equal("done mine", (string?)(await result)?["content"]?[0]?["text"]);
        Assert.Equal("completed", (string?)(await AskAsync(owner, "tasks/get", task))?["status"]);
    }

    [Fact]
    public async Task Tasks_OfBothGrants_AreListedToTheirOwnersOnly_AndCancelledByThemOnly()
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, UpstreamKind.TypeScript);
        await using var first = await SdkClient.ConnectAsync(two.First, Agent.Legacy);
        await using var second = await SdkClient.ConnectAsync(two.Second, Agent.Legacy);
        string[] firsts = [await CreateAsync(first, "a"), await CreateAsync(first, "b")];
        var seconds = await CreateAsync(second, "c");

        Assert.Equal(firsts, await ListAsync(first));
        Assert.Equal([seconds], await ListAsync(second));

        await Assert.ThrowsAsync<McpProtocolException>(() => AskAsync(second, "tasks/cancel", firsts[0]));
        Assert.Equal("cancelled", (string?)(await AskAsync(first, "tasks/cancel", firsts[1]))?["status"]);
        Assert.Equal("working", (string?)(await AskAsync(first, "tasks/get", firsts[0]))?["status"]);
        Assert.Equal("working", (string?)(await AskAsync(second, "tasks/get", seconds))?["status"]);
    }

    [Fact]
    public async Task Status_OfATask_IsToldToItsOwnerOnly()
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, UpstreamKind.TypeScript);
        var (firstHeard, secondHeard) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        await using var first = await SdkClient.ConnectAsync(two.First, Agent.Legacy, Hearing(firstHeard));
        await using var second = await SdkClient.ConnectAsync(two.Second, Agent.Legacy, Hearing(secondHeard));
        var (firsts, seconds) = (await CreateAsync(first, "a"), await CreateAsync(second, "b"));

        await first.CallToolAsync(SharedUpstream.Gossip);
        await second.CallToolAsync(SharedUpstream.Gossip);

        await Eventually.Async(() => !firstHeard.IsEmpty && !secondHeard.IsEmpty);
        Assert.Equal((firsts, seconds), (Assert.Single(firstHeard), Assert.Single(secondHeard)));
    }

    [Fact]
    public async Task Call_ThatSaysItBelongsToTheOthersTask_IsNotSent()
    {
        await using var two = await TwoGrants.StartAsync(shared.Gateway, UpstreamKind.TypeScript);
        await using var owner = await SdkClient.ConnectAsync(two.First, Agent.Legacy);
        var meta = $$$"""{"io.modelcontextprotocol/related-task":{"taskId":"{{{await CreateAsync(owner, "mine")}}}"} }""";

        var refused = await TwoGrants.PostAsync(two.SecondPost, TwoGrants.Work("intruder", meta: meta));

        Assert.Equal(-32602, (int?)Assert.Single(refused)["error"]?["code"]);
        Assert.Equal(0, await two.Upstream.StartedAsync("intruder"));
    }

    private static McpClientHandlers Hearing(ConcurrentQueue<string> heard) => new()
    {
        NotificationHandlers =
        [
            new("notifications/tasks/status", (notification, _) =>
            {
                heard.Enqueue((string?)notification.Params?["taskId"] ?? "");
                return ValueTask.CompletedTask;
            }),
        ],
    };

    private static async Task<string> CreateAsync(McpClient client, string name)
    {
        var call = new JsonObject
        {
            ["name"] = SharedUpstream.Work,
            ["arguments"] = new JsonObject { ["case"] = name },
            ["task"] = new JsonObject { ["ttl"] = 600_000 },
        };
        var created = await client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.ToolsCall, Params = call });
        return (string?)created.Result?["task"]?["taskId"] ?? throw new InvalidOperationException($"No task was created: {created.Result}");
    }

    // A result that is not to be had would be waited for as long as the task runs.
    private static async Task<JsonNode?> AskAsync(McpClient client, string method, string task) =>
        (await client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = new JsonObject { ["taskId"] = task } }).WaitAsync(Eventually.Timeout, TimeProvider.System)).Result;

    private static async Task<string[]> ListAsync(McpClient client)
    {
        var listed = await client.SendRequestAsync(new JsonRpcRequest { Method = "tasks/list", Params = new JsonObject() });
        return [.. listed.Result?["tasks"]?.AsArray().Select(each => (string?)each?["taskId"] ?? "") ?? []];
    }
}
