using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>A task belongs to the grant whose call created it; to any other grant it looks like one that never existed.</summary>
public sealed class TaskIsolationTests
{
    private const string Legacy = """{"task":{"taskId":"t-1","status":"working","createdAt":"2026-11-02T12:00:00Z","ttl":60000}}""";
    private const string Modern = """{"resultType":"task","taskId":"t-1","status":"working","createdAt":"2026-11-02T12:00:00Z","ttlMs":60000}""";
    private const string Call = """{"name":"pay","task":{"ttl":60000}}""";

    public static TheoryData<string, bool> Forms => new() { { Legacy, false }, { Legacy, true }, { Modern, false }, { Modern, true } };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Task_OfOneGrant_LooksUnknownToTheOther_AndNothingIsSent(string created, bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, created, asEvent);
        var sent = two.Sent;

        foreach (var method in new[] { "tasks/get", "tasks/result", "tasks/cancel", "tasks/update", "tasks/delete" })
        {
            var others = await two.PostAsync(two.Second, TwoGrants.Request(method, """{"taskId":"t-1"}"""));
            var nobodys = await two.PostAsync(two.Second, TwoGrants.Request(method, """{"taskId":"t-9"}"""));

            Assert.Equal((-32602, "Task not found"), others.Error());
            Assert.Equal((others.Status, others.Text), (nobodys.Status, nobodys.Text));
            Assert.Equal(sent, two.Sent);
            Assert.Equal(["(not owned)", "(not owned)"], await two.RulesAsync(method));
        }

        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("tasks/get", """{"taskId":"t-1"}"""))).Error().Code);
        Assert.Equal(sent + 1, two.Sent);
    }

    [Fact]
    public async Task Task_InTheModernEra_LooksUnknownToTheOther()
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Modern, asEvent: false);

        var others = await two.PostModernAsync(two.Second, "tasks/get", """{"taskId":"t-1"}""", "t-1");
        var own = await two.PostModernAsync(two.First, "tasks/get", """{"taskId":"t-1"}""", "t-1");

        Assert.Equal((200, (-32602, "Task not found")), (others.Status, others.Error()));
        Assert.Null(own.Error().Code);
    }

    [Theory]
    [InlineData("tasks/get", "{}")]
    [InlineData("tasks/cancel", """{"taskId":7}""")]
    [InlineData("tasks/purge", "{}")]
    public async Task TaskRequest_WithoutATask_IsRefused(string method, string parameters)
    {
        await using var two = await TwoGrants.StartAsync();

        Assert.Equal(-32602, (await two.PostAsync(two.First, TwoGrants.Request(method, parameters))).Error().Code);
        Assert.Equal(0, two.Sent);
    }

    [Theory]
    [InlineData("tools/call", "\"name\":\"pay\"")]
    [InlineData("vendor/look", "\"x\":1")]
    public async Task Request_ThatSaysItBelongsToAnothersTask_IsNotSent(string method, string parameters)
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Legacy, asEvent: false);
        var body = TwoGrants.Request(method, "{" + parameters + ""","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}}""");
        var sent = two.Sent;

        Assert.Equal("Task not found", (await two.PostAsync(two.Second, body)).Error().Text);
        Assert.Equal(sent, two.Sent);
        Assert.Null((await two.PostAsync(two.First, body)).Error().Code);
        Assert.Equal(sent + 1, two.Sent);
    }

    [Fact]
    public async Task UnknownMethod_ThatNamesAnothersTask_IsNotSent()
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Legacy, asEvent: false);
        var sent = two.Sent;

        Assert.Equal("Task not found", (await two.PostAsync(two.Second, TwoGrants.Request("vendor/look", """{"taskId":"t-1"}"""))).Error().Text);
        Assert.Equal(sent, two.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Owner_IsStoredBeforeTheAnswerGoesBack(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        var stored = new TaskCompletionSource();
        two.Gateway.Owners.Outage.Held = stored.Task;

        var answer = CreateAsync(two, two.First, Legacy, asEvent);
        await two.Gateway.Changed.UntilAsync(() => two.Gateway.Owners.Outage.Asked > 0);
        Assert.False(answer.IsCompleted);
        stored.SetResult();

        Assert.Equal("t-1", (string?)(await answer)["result"]?["task"]?["taskId"]);
        Assert.Single(two.Gateway.Owners.All);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Task_WhoseOwnerCannotBeStored_IsWithheld(string created, bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Gateway.Owners.Outage.Down = true;

        var answer = await CreateAsync(two, two.First, created, asEvent);

        Assert.DoesNotContain("t-1", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("could not check or store whose task it is; the task may be running", (string?)answer["error"]?["message"], StringComparison.Ordinal);
        Assert.Equal(1, (int?)answer["id"]);
    }

    [Fact]
    public async Task Id_ThatTheUpstreamGivesTwice_StaysWithTheFirst_AndTheSecondGetsAnError()
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Legacy, asEvent: true);

        var second = await CreateAsync(two, two.Second, Legacy, asEvent: true);

        Assert.Contains("under an id that is already in use", (string?)second["error"]?["message"], StringComparison.Ordinal);
        Assert.Equal("Task not found", (await two.PostAsync(two.Second, TwoGrants.Request("tasks/get", """{"taskId":"t-1"}"""))).Error().Text);
        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("tasks/get", """{"taskId":"t-1"}"""))).Error().Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_HasOnlyTheGrantsOwnTasks_WhateverRequestItAnswers(bool asEvent)
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Legacy, asEvent: true);
        var list = """{"tasks":[{"taskId":"t-0","status":"working"}, {"taskId":"t-1","x":1} ,{"taskId":"t-2"},{},7],"nextCursor":"n"}""";

        foreach (var method in new[] { "tasks/list", "resources/list" })
        {
            Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"tasks":[{"taskId":"t-1","x":1}],"nextCursor":"n"}}""", await TextAsync(two, two.First, method, list, asEvent));
            Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"tasks":[],"nextCursor":"n"}}""", await TextAsync(two, two.Second, method, list, asEvent));
        }
    }

    [Theory]
    [InlineData("""{"Tasks":[{"taskId":"t-2"}]}""")]
    [InlineData("""{"tasks":[{"taskid":"t-2"}]}""")]
    [InlineData("""{"task\u0000":{"taskId":"t-2"}}""")]
    public async Task List_ThatSomeClientsReadDifferently_NamesNoTask(string result)
    {
        await using var two = await TwoGrants.StartAsync();

        var text = await TextAsync(two, two.First, "tasks/list", result, asEvent: true);

        Assert.DoesNotContain("t-2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_AboutATask_ReachOnlyItsOwner()
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Legacy, asEvent: true);
        string[] about =
        [
            TwoGrants.Notification("notifications/tasks/status", """{"taskId":"t-1","status":"completed"}"""),
            TwoGrants.Notification("notifications/tasks", """{"taskId":"t-1","status":"completed"}"""),
            TwoGrants.Notification("notifications/message", """{"level":"info","data":"d","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}}"""),
            TwoGrants.Request("elicitation/create", """{"message":"m","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}}""", "\"q\""),
        ];

        two.Upstream.Then(Stream(about)).Then(Stream(about));

        Assert.Equal(about.Length + 1, (await two.PostAsync(two.First, TwoGrants.Request("ping"))).All().Length);
        Assert.Single((await two.PostAsync(two.Second, TwoGrants.Request("ping"))).All());
    }

    [Theory]
    [InlineData("""{"tAsKId":"ANOTHERS","status":"working"}""")]
    [InlineData("""{"ta\u200bskId":"ANOTHERS"}""")]
    [InlineData("""{"ta\u017fkId":"ANOTHERS"}""")]
    [InlineData("""{"x":NaN,"TASKID":"ANOTHERS"}""")]
    public async Task Answer_WhoseTaskKeyIsInAnotherCase_IsNotPassed(string result)
    {
        await using var two = await TwoGrants.StartAsync();
        foreach (var form in new[] { result, System.Text.RegularExpressions.Regex.Unescape(result) })
        {
            two.Upstream.Then(Answer(form, asEvent: false));

            Assert.DoesNotContain("ANOTHERS", (await two.PostAsync(two.Second, TwoGrants.Request("ping"))).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("notifications/tasks/status", """{"TaskId":"ANOTHERS","status":"working"}""")]
    [InlineData("notifications/message", """{"level":"info","data":"d","_meta":{"io.modelcontextprotocol/related-task":{"TASKID":"ANOTHERS"}}}""")]
    [InlineData("notifications/message", """{"level":"info","data":"d","_META":{"io.modelcontextprotocol/related-task":{"taskId":"ANOTHERS"}}}""")]
    [InlineData("notifications/resources/updated", """{"uri":"docs://a","URI":"docs://ANOTHERS"}""")]
    public async Task Notification_WhoseKeyIsInAnotherCase_IsDropped(string method, string parameters)
    {
        await using var two = await TwoGrants.StartAsync();
        two.Upstream.Then(Stream([TwoGrants.Notification(method, parameters)]));

        Assert.Single((await two.PostAsync(two.Second, TwoGrants.Request("ping"))).All());
    }

    [Fact]
    public async Task Listening_ToAnothersTask_RefusesTheWholeRequest_AndNamesIt()
    {
        await using var two = await TwoGrants.StartAsync();
        await CreateAsync(two, two.First, Modern, asEvent: true);
        var sent = two.Sent;

        var answer = await two.PostModernAsync(two.Second, "subscriptions/listen", """{"notifications":{"toolsListChanged":true,"taskIds":["t-1"]}}""");

        Assert.Equal((-32602, "Task not found: \"t-1\" in taskIds"), answer.Error());
        Assert.Equal(sent, two.Sent);
        Assert.Null((await two.PostModernAsync(two.First, "subscriptions/listen", """{"notifications":{"taskIds":["t-1"]}}""")).Error().Code);
    }

    private static Reply Stream(string[] before) => Reply.EventStream([.. before.Select(message => ReplyStep.Event(message)), ReplyStep.Event(TwoGrants.Result("{}"))]);

    private static Reply Answer(string result, bool asEvent) => asEvent ? Reply.EventStream(ReplyStep.Event(TwoGrants.Result(result))) : Reply.Json(TwoGrants.Result(result));

    private static async Task<System.Text.Json.Nodes.JsonNode> CreateAsync(TwoGrants two, string token, string created, bool asEvent)
    {
        two.Upstream.Then(Answer(created, asEvent));
        return (await two.PostAsync(token, TwoGrants.Request("tools/call", Call))).Last();
    }

    private static async Task<string> TextAsync(TwoGrants two, string token, string method, string result, bool asEvent)
    {
        two.Upstream.Then(Answer(result, asEvent));
        var answer = await two.PostAsync(token, TwoGrants.Request(method));
        return asEvent ? Assert.Single(FuncGateway.Testing.Gateways.HeldAnswers.Events(answer)) : answer.Text;
    }
}
