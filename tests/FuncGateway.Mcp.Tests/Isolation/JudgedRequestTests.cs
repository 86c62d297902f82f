using System.Text.Json.Nodes;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>Nothing reaches an upstream unjudged, whatever its method.</summary>
public sealed class JudgedRequestTests
{
    private const string Some = """
        {"version":"1","default":"deny","resources":{"docs://*":{}},"prompts":{"greet":{"deny_if":[{"conditions":[{"path":"args.name","op":"eq","value":"root"}]}]}}}
        """;

    private const string Counted = """{"version":"1","default":"deny","resources":{"docs://*":{"limits":[{"counter":"reads","window":"day","max":2}]}}}""";

    // Method, parameters, and whether a grant without a policy, one under default deny and one under default allow may send it.
    public static TheoryData<string, string, bool, bool, bool> Requests => new()
    {
        { "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}""", true, true, true },
        { "server/discover", "{}", true, true, true },
        { "ping", "{}", true, true, true },
        { "tools/list", "{}", true, true, true },
        { "resources/list", "{}", true, true, true },
        { "resources/templates/list", "{}", true, true, true },
        { "prompts/list", "{}", true, true, true },
        { "logging/setLevel", """{"level":"info"}""", false, true, true },
        { "tasks/list", "{}", false, true, true },
        { "tools/call", """{"name":"x"}""", false, false, true },
        { "resources/read", """{"uri":"a://b"}""", false, false, true },
        { "resources/subscribe", """{"uri":"a://b"}""", false, false, true },
        { "resources/unsubscribe", """{"uri":"a://b"}""", false, false, true },
        { "resources/read", "{}", false, false, false },
        { "prompts/get", """{"name":"x"}""", false, false, true },
        { "prompts/get", "{}", false, false, false },
        { "completion/complete", """{"ref":{"type":"ref/prompt","name":"x"},"argument":{"name":"a","value":""}}""", false, false, true },
        { "completion/complete", """{"ref":{"type":"ref/resource","uri":"a://{b}"},"argument":{"name":"b","value":""}}""", false, false, true },
        { "completion/complete", """{"ref":{"type":"ref/tool","name":"x"}}""", false, false, false },
        { "completion/complete", "{}", false, false, false },
        { "subscriptions/listen", """{"notifications":{"toolsListChanged":true}}""", false, true, true },
        { "subscriptions/listen", """{"notifications":{"resourceSubscriptions":["a://b"]}}""", false, false, true },
        { "tools/execute", "{}", false, false, true },
        { "notifications/cancelled", """{"requestId":1}""", false, false, false },
    };

    public static TheoryData<string, bool, bool, bool> Notifications => new()
    {
        { "notifications/initialized", true, true, true },
        { "notifications/roots/list_changed", false, true, true },
        { "notifications/vendor", false, false, true },
        { "vendor/anything", false, false, true },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_OfAnyMethod_IsSentOnlyIfThePolicyAllowsIt(string method, string parameters, bool none, bool deny, bool allow)
    {
        await using var two = await TwoGrants.StartAsync(TwoGrants.DenyAll);
        foreach (var (token, passes) in new[] { (await WithoutPolicyAsync(two), none), (two.First, deny), (await AllowedAsync(two), allow) })
        {
            var sent = two.Sent;
            var answer = await two.PostAsync(token, TwoGrants.Request(method, parameters));

            Assert.Equal(passes ? 1 : 0, two.Sent - sent);
            Assert.Contains(answer.Status, passes ? [200] : new[] { 200, 400 });
            Assert.Equal(passes, answer.Json["error"] is null && (bool?)answer.Json["result"]?["isError"] is not true);
            Assert.Equal(1, (int?)answer.Json["id"]);
        }
    }

    [Theory]
    [MemberData(nameof(Notifications))]
    public async Task Notification_OfAnyMethod_IsSentOnlyIfThePolicyAllowsIt_AndOtherwiseDropped(string method, bool none, bool deny, bool allow)
    {
        await using var two = await TwoGrants.StartAsync(TwoGrants.DenyAll);
        foreach (var (token, passes) in new[] { (await WithoutPolicyAsync(two), none), (two.First, deny), (await AllowedAsync(two), allow) })
        {
            var sent = two.Sent;
            var answer = await two.PostAsync(token, TwoGrants.Notification(method));

            Assert.Equal((passes ? 1 : 0, 202, ""), (two.Sent - sent, answer.Status, answer.Text));
        }
    }

    [Theory]
    [InlineData("prompts/get", """{"name":"x"}""")]
    [InlineData("tools/execute", "{}")]
    [InlineData("completion/complete", """{"ref":{"type":"ref/prompt","name":"x"},"argument":{"name":"a","value":""}}""")]
    [InlineData("tasks/get", """{"taskId":"t"}""")]
    public async Task Request_WithoutAPolicy_IsRefusedAsThat(string method, string parameters)
    {
        await using var two = await TwoGrants.StartAsync();

        var answer = await two.PostAsync(await WithoutPolicyAsync(two), TwoGrants.Request(method, parameters));

        Assert.Equal("[POLICY DENIED] This grant has no policy.", answer.Error().Text);
        Assert.Equal(["(no policy)"], await two.RulesAsync(method));
    }

    [Fact]
    public async Task Resource_RefusedByPolicy_HasTheCodeOfItsRevision()
    {
        await using var two = await TwoGrants.StartAsync(Some);
        var (uri, text) = ("""{"uri":"file:///etc/passwd"}""", "[POLICY DENIED] Resource \"file:///etc/passwd\" is not permitted by policy.");

        Assert.Equal((-32002, text), (await two.PostAsync(two.First, TwoGrants.Request("resources/read", uri))).Error());
        Assert.Equal((-32602, text), (await two.PostModernAsync(two.First, "resources/read", uri, "file:///etc/passwd")).Error());
        Assert.Equal(0, two.Sent);

        var entry = (await two.EntriesAsync())[0];
        Assert.Equal(("deny", "(default deny)", "refused"), ((string?)entry["verdict"], (string?)entry["rule"], (string?)entry["outcome"]));
        Assert.NotNull(entry["resource"]);
    }

    [Fact]
    public async Task Prompt_IsJudgedByItsArguments_AndRecorded()
    {
        await using var two = await TwoGrants.StartAsync(Some);

        var root = await two.PostAsync(two.First, TwoGrants.Request("prompts/get", """{"name":"greet","arguments":{"name":"root"}}"""));
        var other = await two.PostAsync(two.First, TwoGrants.Request("prompts/get", """{"name":"greet","arguments":{"name":"ann"}}"""));

        Assert.Equal((-32602, "[POLICY DENIED] Denied by rule /prompts/greet/deny_if/0."), root.Error());
        Assert.Null(other.Error().Code);
        Assert.Equal(1, two.Sent);
        Assert.Equal(["", "/prompts/greet/deny_if/0"], await two.RulesAsync("prompts/get"));
        Assert.All(await two.EntriesAsync(), entry => Assert.Equal("greet", (string?)entry["prompt"]));
    }

    [Fact]
    public async Task Completion_OfAPromptThatSomeArgumentsAllow_IsSent()
    {
        await using var two = await TwoGrants.StartAsync(Some);

        await two.PostAsync(two.First, TwoGrants.Request("completion/complete", """{"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"name","value":"ro"}}"""));
        await two.PostAsync(two.First, TwoGrants.Request("completion/complete", """{"ref":{"type":"ref/resource","uri":"docs://{id}"},"argument":{"name":"id","value":"a"}}"""));

        Assert.Equal(2, two.Sent);
    }

    [Fact]
    public async Task Resource_UnderALimit_TakesAPermit_AlsoToSubscribe()
    {
        await using var two = await TwoGrants.StartAsync(Counted);
        var listen = """{"notifications":{"resourceSubscriptions":["docs://a","docs://b","docs://c"]}}""";

        Assert.Contains("Limit of 2 per day reached", (await two.PostModernAsync(two.First, "subscriptions/listen", listen)).Error().Text, StringComparison.Ordinal);
        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("resources/read", """{"uri":"docs://a"}"""))).Error().Code);
        Assert.Null((await two.PostAsync(two.First, TwoGrants.Request("resources/subscribe", """{"uri":"docs://b"}"""))).Error().Code);
        var third = await two.PostAsync(two.First, TwoGrants.Request("resources/read", """{"uri":"docs://a"}"""));

        Assert.Equal((200, -32002), (third.Status, third.Error().Code));
        Assert.StartsWith("[POLICY DENIED] Limit of 2 per day reached", third.Error().Text, StringComparison.Ordinal);
        Assert.Equal(2, two.Sent);
        Assert.Equal("limited", (string?)(await two.EntriesAsync())[0]["verdict"]);
    }

    [Fact]
    public async Task Listening_ToARefusedResource_RefusesTheWholeRequest_AndNamesIt()
    {
        await using var two = await TwoGrants.StartAsync(Some);

        var refused = await two.PostModernAsync(two.First, "subscriptions/listen", """{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["docs://a","file:///b"]}}""");
        var allowed = await two.PostModernAsync(two.First, "subscriptions/listen", """{"notifications":{"resourceSubscriptions":["docs://a"]}}""");

        Assert.Equal(-32602, refused.Error().Code);
        Assert.Contains("\"file:///b\" in resourceSubscriptions", refused.Error().Text, StringComparison.Ordinal);
        Assert.Null(allowed.Error().Code);
        Assert.Equal(1, two.Sent);
    }

    [Fact]
    public async Task UnknownMethod_UnderDefaultDeny_DoesNotExist()
    {
        await using var two = await TwoGrants.StartAsync(TwoGrants.DenyAll);

        var legacy = await two.PostAsync(two.First, TwoGrants.Request("vendor/x"));
        var modern = await two.PostModernAsync(two.First, "vendor/x", "{}");

        Assert.Equal((200, -32601), (legacy.Status, legacy.Error().Code));
        Assert.Equal((404, -32601), (modern.Status, modern.Error().Code));
        Assert.Equal(["(unknown method)", "(unknown method)"], await two.RulesAsync("vendor/x"));
    }

    [Fact]
    public async Task ChangedResource_ThatThePolicyRefuses_IsNotAnnounced()
    {
        await using var two = await TwoGrants.StartAsync(Some);
        var session = await two.OpenSessionAsync(two.First, "s-1");
        two.Upstream.Then(Reply.EventStream(
            ReplyStep.Event(TwoGrants.Notification("notifications/resources/updated", """{"uri":"file:///b"}""")),
            ReplyStep.Event(TwoGrants.Notification("notifications/resources/updated", """{"uri":"docs://a"}"""))));

        var stream = await two.SendAsync("GET", two.First, ("Mcp-Session-Id", session), ("Accept", "text/event-stream"));

        Assert.Equal("docs://a", (string?)Assert.Single(stream.All())["params"]?["uri"]);
    }

    [Fact]
    public async Task HiddenTool_UnderDefaultDeny_CannotBeToldFromAnUnlistedOne()
    {
        await using var two = await TwoGrants.StartAsync("""{"version":"1","default":"deny","hide":["secret","in_*"],"tools":{"secret":{},"a":{}}}""");
        var texts = new List<string>();
        foreach (var tool in new[] { "other1", "secret", "Secret", "in_xyz" })
        {
            var answer = await two.PostAsync(two.First, TwoGrants.Request("tools/call", $$"""{"name":"{{tool}}"}"""));
            var meta = answer.Json["result"]?["_meta"]?["funcgateway/decision"]?.AsObject() ?? [];
            Assert.Equal(26, ((string?)meta["id"])?.Length);
            meta["id"] = "";
            texts.Add($"{answer.Status} {answer.ContentType} {Body(meta)}".Replace(tool, "x", StringComparison.Ordinal));
        }

        Assert.Single(texts.Distinct());
        Assert.Contains("\"rule\":\"(default deny)\"", texts[0], StringComparison.Ordinal);
        Assert.Equal(["(hidden)", "(ambiguous)", "(hidden)", "(default deny)"], await two.RulesAsync("tools/call"));
        Assert.Equal(0, two.Sent);
    }

    private static string Body(JsonObject meta) => meta.Root.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<string> WithoutPolicyAsync(TwoGrants two) =>
        (await two.Gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":null}""")).Field("token");

    private static async Task<string> AllowedAsync(TwoGrants two)
    {
        await two.Gateway.SendAsync("PUT", "/api/servers/bank/policies/open", TwoGrants.AllowAll);
        return (await two.Gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":"open"}""")).Field("token");
    }
}
