using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class TrialEndpointTests
{
    private const string Try = "/api/policies/try";
    private const string Document = """
        {"version":"1","default":"deny","list":"allowed","hide":["drop"],
        "tools":{
          "charge":{"deny_if":[{"conditions":[{"path":"args.amount","op":"gt","value":100}],"on_deny":"Too much."}],
            "require_approval":[{"conditions":[{"path":"args.amount","op":"gt","value":50}]}],
            "limits":[{"counter":"spend","window":"day","max":1000,"increment_from":"args.amount"},{"counter":"calls","window":90,"max":5,"scope":"server"}]},
          "read":{}},
        "resources":{"docs://*":{}},"prompts":{"greet":{"deny_if":[{"conditions":[{"path":"args.name","op":"eq","value":"root"}]}]}}}
        """;

    private const string Charges = """[{"counter":"spend","window":"day","amount":AMOUNT,"max":1000,"scope":"grant"},{"counter":"calls","window":"90 seconds","amount":1,"max":5,"scope":"server"}]""";

    [Theory]
    [InlineData("""{"name":"read"}""", """{"verdict":"allow","rule":null,"message":null,"hidden":false,"listed":true,"charges":[]}""")]
    [InlineData("""{"name":"read","arguments":null}""", """{"verdict":"allow","rule":null,"message":null,"hidden":false,"listed":true,"charges":[]}""")]
    [InlineData("""{"method":"tools/call","name":"charge","arguments":{"amount":101}}""", """{"verdict":"deny","rule":"/tools/charge/deny_if/0","message":"[POLICY DENIED] Too much.","hidden":false,"listed":true,"charges":[]}""")]
    [InlineData("""{"name":"other"}""", """{"verdict":"deny","rule":"(default deny)","message":"[POLICY DENIED] Tool \u0022other\u0022 is not permitted by policy.","hidden":false,"listed":false,"charges":[]}""")]
    [InlineData("""{"name":"drop"}""", """{"verdict":"deny","rule":"(hidden)","message":"[POLICY DENIED] Tool \u0022drop\u0022 is not permitted by policy.","hidden":true,"listed":false,"charges":[]}""")]
    [InlineData("""{"method":"resources/read","uri":"docs://a"}""", """{"verdict":"allow","rule":null,"message":null,"hidden":false,"listed":true,"charges":[]}""")]
    [InlineData("""{"method":"prompts/get","name":"greet","arguments":{"name":"root"}}""", """{"verdict":"deny","rule":"/prompts/greet/deny_if/0","message":"[POLICY DENIED] Denied by rule /prompts/greet/deny_if/0.","hidden":false,"listed":true,"charges":[]}""")]
    public async Task Try_OfACall_ReturnsTheDecision(string call, string view)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = (await gateway.SendAsync("POST", Try, Body(Document, call))).Json.AsObject();
        Assert.True(answer.Remove("explanation") && answer.Remove("counters") && answer.Remove("limitReached"));
        Assert.Equal(view, answer.ToJsonString());
    }

    [Theory]
    [InlineData(40, "allow", null)]
    [InlineData(60, "hold", "/tools/charge/require_approval/0")]
    public async Task Try_OfACallThatMayPass_ReturnsWhatItWouldTake(int amount, string verdict, string? rule)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("POST", Try, Body(Document, $$"""{"name":"charge","arguments":{"amount":{{amount}} } }"""));

        Assert.Equal((verdict, rule), (answer.Field("verdict"), (string?)answer.Json["rule"]));
        Assert.Equal(Charges.Replace("AMOUNT", $"{amount}", StringComparison.Ordinal), answer.Json["charges"]?.ToJsonString());
    }

    [Fact]
    public async Task Try_UnderAPublishedPolicy_UsesItsCurrentRevision()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Document);
        const string Call = """{"name":"charge","arguments":{"amount":101}}""";

        var before = await gateway.SendAsync("POST", Try, $$"""{"server":"jobs","policy":"shop","call":{{Call}} }""");
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", """{"version":"1","default":"allow"}""");
        var after = await gateway.SendAsync("POST", Try, $$"""{"server":"jobs","policy":"shop","call":{{Call}} }""");

        Assert.Equal(("deny", "allow"), (before.Field("verdict"), after.Field("verdict")));
    }

    [Theory]
    [InlineData("hide", "(changed since accepted)", true)]
    [InlineData("notify", null, false)]
    public async Task Try_OfAToolWhoseDefinitionHasChanged_SaysWhetherItIsHidden(string onChange, string? rule, bool hidden)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs?probe=false", $$"""{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","onChange":"{{onChange}}"}""");
        foreach (var text in new[] { "Reads.", "Reads and mails." })
        {
            gateway.Scanner.Finds($$"""{"name":"read","description":"{{text}}"}""");
            await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        }

        gateway.Time.Advance(TimeSpan.FromSeconds(3));
        var answer = await gateway.SendAsync("POST", Try, $$"""{"server":"jobs","policy":{{Document}},"call":{"name":"read"} }""");

        Assert.Equal((rule, hidden, !hidden), ((string?)answer.Json["rule"], (bool?)answer.Json["hidden"], (bool?)answer.Json["listed"]));
    }

    [Theory]
    [InlineData("""{"policy":DOC}""", "/call: The field is missing. Accepted: an object with the fields method, name, uri, arguments.")]
    [InlineData("""{"call":{"name":"a"}}""", "/policy: The field is missing. Accepted: a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\".")]
    [InlineData("""{"policy":"seed","call":{"name":"a"}}""", "/server: The field is missing. Accepted: the id of the server that has the policy.")]
    [InlineData("""{"policy":"none","server":"jobs","call":{"name":"a"}}""", "/policy: Server 'jobs' has no policy 'none'. Accepted: a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\".")]
    [InlineData("""{"policy":"Not an id","server":"jobs","call":{"name":"a"}}""", "/policy: The value is a string that is not an id. Accepted: a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\"; an id is 1 to 63 characters of a-z, 0-9 and '-'.")]
    [InlineData("""{"policy":DOC,"call":"a"}""", "/call: The value is a string. Accepted: an object with the fields method, name, uri, arguments.")]
    [InlineData("""{"policy":DOC,"call":{"name":"a","arguments":[]}}""", "/call/arguments: The value is a list. Accepted: an object, or null.")]
    [InlineData("""{"policy":DOC,"call":{"method":"tools/list"}}""", "/call/method: The value is 'tools/list'. Accepted: tools/call, resources/read or prompts/get.")]
    [InlineData("""{"policy":DOC,"call":{"name":"a","uri":"docs://a"}}""", "/call/uri: The method tools/call does not have this field.")]
    [InlineData("""{"policy":{"version":"1","default":"x"},"call":{"name":"a"}}""", "/policy/default: found the string \"x\"; accepted: \"allow\" or \"deny\"")]
    public async Task Try_OfAnUnusableBody_SaysWhatIsAccepted(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("POST", Try, body.Replace("DOC", Document, StringComparison.Ordinal));

        answer.AssertProblem(422);
        Assert.Equal([mistake], answer.Mistakes());
    }

    [Fact]
    public async Task Try_OfADeniedCall_ExplainsEveryConditionAndTheNearestOtherCall()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var explanation = (await gateway.SendAsync("POST", Try, Body(Document, """{"name":"charge","arguments":{"amount":101,"note":"x"}}"""))).Json["explanation"]!;

        Assert.Equal(
            """[{"kind":"deny_if","rule":"/tools/charge/deny_if/0","outcome":"denies","conditions":[{"path":"args.amount","words":"amount \u003E 100","seen":"101","outcome":"holds"}]},{"kind":"require_approval","rule":"/tools/charge/require_approval/0","outcome":"notReached","conditions":[{"path":"args.amount","words":"amount \u003E 50","seen":"101","outcome":"holds"}]}]""",
            explanation["entries"]?.ToJsonString());
        Assert.Equal("allow", (string?)explanation["nearest"]?["verdict"]);
        Assert.Equal("x", (string?)explanation["nearest"]?["arguments"]?["note"]);
        Assert.StartsWith("amount: 101 → ", (string?)explanation["nearest"]?["changes"]?[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_ForAGrant_ShowsWhatItsLimitsHaveLeft()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.MakeGrantAsync();
        var grant = (await gateway.SendAsync("GET", "/api/servers/jobs/grants")).Json["items"]![0]!["id"]!.ToString();

        var answer = await gateway.SendAsync("POST", Try, $$"""{"policy":{{Document}},"server":"jobs","grant":"{{grant}}","call":{"name":"charge","arguments":{"amount":40} } }""");
        var unknown = await gateway.SendAsync("POST", Try, $$"""{"policy":{{Document}},"server":"jobs","grant":"nobody","call":{"name":"charge"} }""");

        Assert.Equal(["spend", "calls"], answer.Json["counters"]!.AsArray().Select(counter => (string?)counter!["counter"]));
        Assert.Equal((1_000m, null), ((decimal?)answer.Json["counters"]![0]!["remaining"], (string?)answer.Json["limitReached"]));
        Assert.Equal(["/grant: There is no such grant. Accepted: the id of a grant that reaches the server."], unknown.Mistakes());
    }

    [Fact]
    public async Task Try_OfACallThatTakesMoreThanALimitHas_NamesTheLimitWithoutAGrant()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        const string Limited = """{"version":"1","default":"deny","tools":{"charge":{"limits":[{"counter":"spend","window":"day","max":1000,"increment_from":"args.amount"}]}}}""";

        var answer = await gateway.SendAsync("POST", Try, Body(Limited, """{"name":"charge","arguments":{"amount":1000.01}}"""));

        Assert.Equal("/tools/charge/limits/spend", (string?)answer.Json["limitReached"]);
        Assert.Equal("allow", (string?)answer.Json["explanation"]!["nearest"]!["verdict"]);
    }

    [Theory]
    [InlineData("shop@1", "deny")]
    [InlineData("shop@2", "allow")]
    [InlineData("shop", "allow")]
    public async Task Try_UnderARevision_UsesIt(string policy, string verdict)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Document);
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", """{"version":"1","default":"allow"}""");

        Assert.Equal(verdict, (await gateway.SendAsync("POST", Try, $$"""{"server":"jobs","policy":"{{policy}}","call":{"name":"other"} }""")).Field("verdict"));
    }

    [Fact]
    public async Task Try_OfArgumentsWithARepeatedKey_IsRefusedAsTheGatewayWould()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await gateway.SendAsync("POST", Try, Body(Document, """{"name":"charge","arguments":{"amount":1,"amount":1000}}"""))).AssertProblem(400);
    }

    [Fact]
    public async Task Try_LeavesNoEntryInTheAuditLog()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var before = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?.AsArray().Count;

        await gateway.SendAsync("POST", Try, Body(Document, """{"name":"read"}"""));
        await gateway.SendAsync("POST", "/api/policies/check", $$"""{"policy":{{Document}} }""");

        Assert.Equal(before, (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?.AsArray().Count);
    }

    private static string Body(string document, string call) => $$"""{"policy":{{document}},"call":{{call}} }""";
}
