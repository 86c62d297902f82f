using System.Text.Json.Nodes;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Stack;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Stack;

public sealed class StackEndpointTests
{
    private const string Files = """{"version":"1","default":"deny","hide":["delete_*"],"tools":{"read_file":{},"write_file":{"limits":[{"counter":"writes","window":"minute","max":30}]}}}""";
    private const string Mail = """{"version":"1","default":"allow","tools":{"pay_invoice":{"require_approval":[{"conditions":[]}]},"send_email":{"deny_if":[{"conditions":[{"path":"args.to","op":"eq","value":"all"}]}]},"purge":{"deny_if":[{"conditions":[]}]}}}""";

    private static readonly string[] FileTools = ["read_file", "write_file", "delete_file", "move_file"];
    private static readonly string[] MailTools = ["read_email", "send_email", "pay_invoice", "purge"];

    [Fact]
    public async Task Stack_OfAGrantOverTwoServers_NamesVerdictRuleAndLimitsOfEveryTool()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, FileTools);
        await AddAsync(gateway, "mail", Mail, MailTools);
        var grant = await GrantAsync(gateway, "files", "mail");

        var stack = await gateway.SendAsync("GET", "/api/stack");

        var only = Assert.Single(stack.Json["items"]?.AsArray() ?? []);
        Assert.Equal((grant, "agent", null), ((string?)only?["grant"], (string?)only?["label"], (string?)stack.Json["cursor"]));
        Assert.Equal(["files p True 1", "mail p True 1"], only?["servers"]?.AsArray().Select(server => $"{server?["server"]} {server?["policy"]} {(bool?)server?["scanned"]} {server?["snapshot"]}"));
        Assert.Equal(
            ["read_file read allow /tools/read_file accepted", "write_file write allow /tools/write_file accepted", "delete_file destructive hidden (hidden) accepted", "move_file write deny (default deny) accepted"],
            ToolsOf(only, 0));
        Assert.Equal(
            ["read_email read allow (default allow) accepted", "send_email write allow /tools/send_email accepted", "pay_invoice financial hold /tools/pay_invoice/require_approval/0 accepted", "purge destructive deny /tools/purge/deny_if/0 accepted"],
            ToolsOf(only, 1));
        Assert.Equal("""[{"counter":"writes","rule":"/tools/write_file/limits/writes","scope":"grant","window":"minute","max":30}]""", only?["servers"]?[0]?["tools"]?[1]?["limits"]?.ToJsonString());
        Assert.Equal("""["/tools/send_email/deny_if/0"]""", only?["servers"]?[1]?["tools"]?[1]?["conditions"]?.ToJsonString());
    }

    [Fact]
    public async Task Stack_OfMailAndFiles_ShowsTheToxicFlowAndWhatBreaksIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, FileTools);
        await AddAsync(gateway, "mail", Mail, MailTools);
        await GrantAsync(gateway, "files");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await GrantAsync(gateway, "files", "mail");

        var items = (await gateway.SendAsync("GET", "/api/stack")).Json["items"];

        var (both, files) = (items?[0]?["flow"], items?[1]?["flow"]);
        Assert.Equal((true, false), ((bool?)both?["isComplete"], (bool?)files?["isComplete"]));
        Assert.Equal(["mail/read_email"], LegOf(both, "untrustedContent"));
        Assert.Equal(["files/read_file", "mail/read_email"], LegOf(both, "privateData"));
        Assert.Equal(["mail/send_email"], LegOf(both, "wayOut"));
        Assert.Equal("wayOut", (string?)both?["narrowest"]);
        Assert.Equal("""[{"server":"mail","add":{"tools":{"send_email":{"require_approval":[{"conditions":[]}]}}},"leftOut":[]}]""", both?["breaks"]?.ToJsonString());
        Assert.Equal("[]", files?["breaks"]?.ToJsonString());
    }

    [Fact]
    public async Task Stack_OfAServerThatWasNeverScanned_SaysSo()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.MakeGrantAsync();

        var server = (await gateway.SendAsync("GET", "/api/stack")).Json["items"]?[0]?["servers"]?[0];

        Assert.Equal("""{"server":"jobs","policy":"seed","scanned":false,"snapshot":null,"scannedAt":null,"mode":"enforce","tools":[]}""", server?.ToJsonString());
    }

    [Theory]
    [InlineData("hide", "hidden (changed since accepted) changed")]
    [InlineData("notify", "allow /tools/read_file changed")]
    public async Task Stack_OfAToolThatHasChanged_SaysWhetherItIsHidden(string onChange, string shown)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, FileTools, onChange);
        await GrantAsync(gateway, "files");
        gateway.Scanner.Finds("""{"name":"read_file","description":"Reads a file, and tells others."}""", """{"name":"read_more"}""");
        await gateway.SendAsync("POST", "/api/servers/files/scan");

        var items = (await gateway.SendAsync("GET", "/api/stack")).Json["items"];

        Assert.Equal([$"read_file read {shown}", "read_more read deny (default deny) new"], ToolsOf(items?[0], 0));
    }

    [Fact]
    public async Task Stack_WithoutAPolicy_DeniesEverything()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, ["read_file"]);
        await gateway.SendAsync("POST", "/api/grants", """{"label":"agent","access":[{"server":"files","policy":null}]}""");

        var items = (await gateway.SendAsync("GET", "/api/stack")).Json["items"];

        Assert.Equal(["read_file read deny (no policy) accepted"], ToolsOf(items?[0], 0));
    }

    [Fact]
    public async Task Stack_OfManyGrants_IsPagedAndLeavesOutThoseThatHaveEnded()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, ["read_file"]);
        string[] grants = [await GrantAsync(gateway, "files"), await GrantAsync(gateway, "files"), await GrantAsync(gateway, "files"), await GrantAsync(gateway, "files")];
        await gateway.SendAsync("DELETE", $"/api/grants/{grants.Order(StringComparer.Ordinal).ElementAt(1)}");
        var live = grants.OrderDescending(StringComparer.Ordinal).Where((_, index) => index != 2).ToArray();

        var first = await gateway.SendAsync("GET", "/api/stack?limit=2");
        var second = await gateway.SendAsync("GET", $"/api/stack?limit=2&cursor={first.Field("cursor")}");

        Assert.Equal(live[..2], GrantsOf(first));
        Assert.Equal(live[1], first.Field("cursor"));
        Assert.Equal(live[2..], GrantsOf(second));
        Assert.Null(second.Json["cursor"]);
    }

    [Fact]
    public async Task Stack_OfGrantsOverALargeServer_EndsAPageEarly()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, [.. Enumerable.Range(0, ScanBounds.MaxEntries).Select(number => $"get_{number}")]);
        for (var count = 0; count * ScanBounds.MaxEntries <= StackReader.MaxTools; count++)
        {
            await GrantAsync(gateway, "files");
        }

        var first = await gateway.SendAsync("GET", "/api/stack?limit=200");
        var second = await gateway.SendAsync("GET", $"/api/stack?limit=200&cursor={first.Field("cursor")}");

        Assert.Equal(StackReader.MaxTools / ScanBounds.MaxEntries, GrantsOf(first).Count());
        Assert.Single(GrantsOf(second));
        Assert.Null(second.Json["cursor"]);
    }

    [Fact]
    public async Task Stack_OfOneGrant_ShowsItAlone_AndNothingOnceItHasEnded()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, ["read_file"]);
        var grant = await GrantAsync(gateway, "files");
        await GrantAsync(gateway, "files");

        var before = await gateway.SendAsync("GET", $"/api/stack?grant={grant}");
        await gateway.SendAsync("DELETE", $"/api/grants/{grant}");
        var after = await gateway.SendAsync("GET", $"/api/stack?grant={grant}");

        Assert.Equal([grant], GrantsOf(before));
        Assert.Equal(200, after.Status);
        Assert.Empty(GrantsOf(after));
        (await gateway.SendAsync("GET", "/api/stack?grant=01arz3ndektsv4rrffq69g5fav")).AssertProblem(404);
        (await gateway.SendAsync("GET", "/api/stack?grant=none")).AssertProblem(400);
        (await gateway.SendAsync("GET", "/api/stack?cursor=none")).AssertProblem(400);
        (await gateway.SendAsync("GET", "/api/stack?limit=201")).AssertProblem(400);
    }

    [Fact]
    public async Task Stack_WhenAStoreIsDown_IsA503()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, ["read_file"]);
        await GrantAsync(gateway, "files");
        gateway.Inventory.Outage.Down = true;

        (await gateway.SendAsync("GET", "/api/stack")).AssertProblem(503);
    }

    [Fact]
    public async Task ToolsOfAPolicy_SaysWhatThePolicyDecidesAboutEachTool()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await AddAsync(gateway, "files", Files, FileTools);

        var answer = await gateway.SendAsync("GET", "/api/servers/files/policies/p/tools");

        Assert.Equal((200, "p", 1), (answer.Status, answer.Field("policy"), (int?)answer.Json["snapshot"]));
        Assert.Equal(
            ["read_file allow /tools/read_file", "write_file allow /tools/write_file", "delete_file hidden (hidden)", "move_file deny (default deny)"],
            answer.Json["tools"]?.AsArray().Select(tool => $"{tool?["name"]} {tool?["verdict"]} {tool?["rule"]}") ?? []);
        (await gateway.SendAsync("GET", "/api/servers/files/policies/none/tools")).AssertProblem(404);
        (await gateway.SendAsync("GET", "/api/servers/none/policies/p/tools")).AssertProblem(404);
    }

    [Fact]
    public async Task ToolsOfAPolicy_OfAServerThatWasNeverScanned_SaysSo()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("GET", "/api/servers/jobs/policies/seed/tools");

        Assert.Equal((200, false, 0), (answer.Status, (bool?)answer.Json["scanned"], answer.Json["tools"]?.AsArray().Count));
    }

    private static async Task AddAsync(InMemoryGateway gateway, string server, string policy, string[] tools, string onChange = "notify")
    {
        gateway.Scanner.Finds([.. tools.Select(tool => new JsonObject { ["name"] = tool }.ToJsonString())]);
        Assert.Equal(201, (await gateway.SendAsync("PUT", $"/api/servers/{server}", $$"""{"name":"{{server}}","upstreamUrl":"https://{{server}}.example.com/mcp","onChange":"{{onChange}}"}""")).Status);
        var published = await gateway.SendAsync("PUT", $"/api/servers/{server}/policies/p", policy);
        Assert.True(published.Status == 201, published.Text);
        Assert.Equal(201, (await gateway.SendAsync("POST", $"/api/servers/{server}/scan")).Status);
    }

    private static async Task<string> GrantAsync(InMemoryGateway gateway, params string[] servers)
    {
        var access = new JsonArray([.. servers.Select(server => new JsonObject { ["server"] = server, ["policy"] = "p" })]);
        var made = await gateway.SendAsync("POST", "/api/grants", new JsonObject { ["label"] = "agent", ["access"] = access }.ToJsonString());
        return made.Field("id");
    }

    private static IEnumerable<string> ToolsOf(JsonNode? grant, int server) =>
        grant?["servers"]?[server]?["tools"]?.AsArray().Select(tool => $"{tool?["name"]} {tool?["class"]} {tool?["verdict"]} {tool?["rule"]} {tool?["state"]}") ?? [];

    private static IEnumerable<string> LegOf(JsonNode? flow, string leg) => flow?[leg]?.AsArray().Select(tool => $"{tool?["server"]}/{tool?["tool"]}") ?? [];

    private static IEnumerable<string?> GrantsOf(Answer stack) => stack.Json["items"]?.AsArray().Select(grant => (string?)grant?["grant"]) ?? [];
}
