using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Settings;

public sealed class SettingsTests
{
    private const string Path = "/api/settings";
    private const string Canary = "canary-5f2d";

    [Fact]
    public async Task Settings_ShowWhatIsInForceAndNoSecret()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            Settings =
            [
                ("FuncGateway:Approvals:Hold", "00:00:30"),
                ("FuncGateway:Approvals:Webhook:Url", $"https://hooks.example.com/{Canary}"),
                ("FuncGateway:Approvals:Webhook:Secret", "@secret:hook-key"),
                ("FuncGateway:Secrets:hook-key", Canary),
                ("FuncGateway:Unknown", Canary),
                ("SomethingElse:Key", Canary),
            ],
        });

        var answer = await gateway.SendAsync("GET", Path);

        Assert.Equal(("1.0.0", "local", gateway.Client.BaseAddress?.GetLeftPart(UriPartial.Authority)), (answer.Field("version"), answer.Field("host"), answer.Field("address")));
        var settings = answer.Json["settings"]?.AsArray().ToDictionary(setting => (string?)setting?["name"] ?? "", setting => $"{setting?["value"]} {setting?["isSecret"]}") ?? [];
        Assert.Equal("00:00:30 false", settings["FuncGateway:Approvals:Hold"]);
        Assert.Equal("00:01:00 false", settings["FuncGateway:Approvals:RetryAfter"]);
        Assert.Equal("BeforeAnswer false", settings["FuncGateway:Audit:Durability"]);
        Assert.Equal("127.0.0.1 false", settings["FuncGateway:PublicHosts"]);
        Assert.Equal("true false", settings["FuncGateway:AllowLoopbackUpstreams"]);
        Assert.Equal("FuncGateway false", settings["FuncGateway:TablePrefix"]);
        Assert.Equal("(set) true", settings["FuncGateway:AdminKey"]);
        Assert.Equal("(set) true", settings["FuncGateway:Approvals:Webhook:Url"]);
        Assert.Equal("@secret:hook-key true", settings["FuncGateway:Approvals:Webhook:Secret"]);
        Assert.Equal("(set) true", settings["FuncGateway:Secrets:hook-key"]);
        Assert.Equal(" false", settings["FuncGateway:Entra:TenantId"]);
        Assert.Equal(settings.Keys.Order(StringComparer.Ordinal), settings.Keys);
        Assert.DoesNotContain(settings.Keys, name => name.Contains("Unknown", StringComparison.Ordinal) || !name.StartsWith("FuncGateway:", StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(InMemoryGateway.AdminKey, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhenAllIsWell_SaysSo()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal(
            ["storage true The storage answers.", "secrets true The settings refer to no secret.", "durable true The durable engine answers."],
            await HealthAsync(gateway));
    }

    [Fact]
    public async Task Health_OfPartsThatDoNotAnswer_SaysWhatThatMeans()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Approvals:Webhook:Secret", "@secret:hook-key")], CounterFate = () => Fate.Broken });
        gateway.Health.Answers = false;

        Assert.Equal("secrets false The settings refer to secrets that do not exist: hook-key.", (await HealthAsync(gateway))[1]);
        gateway.Secrets["hook-key"] = "x";
        Assert.Equal("secrets true All secrets that the settings refer to can be read: hook-key.", (await HealthAsync(gateway))[1]);
        gateway.Secrets.Outage.Down = true;
        Assert.Equal(
            [
                "storage false The storage does not answer; every call is refused until it does.",
                "secrets false The secrets cannot be read; what needs one is refused.",
                "durable false The durable engine does not answer; calls with a limit are refused, and approvals are not notified.",
            ],
            await HealthAsync(gateway));
    }

    [Fact]
    public async Task Health_OfAPartThatNeverAnswers_IsReportedAfterFiveSeconds()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Approvals:Webhook:Secret", "@secret:hook-key")] });
        gateway.Secrets.Outage.Held = new TaskCompletionSource().Task;

        var asking = HealthAsync(gateway);
        await gateway.Time.PassUntilAsync(asking);

        Assert.StartsWith("secrets false", (await asking)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_OfTheGatewayAndItsServers_AreListedWithoutTheirUrls()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Approvals:Webhook:Url", $"https://hooks.example.com/{Canary}"), ("FuncGateway:Approvals:Webhook:Format", "Teams")] });
        gateway.Secrets["upstream-chat"] = "https://chat.example.com/x";
        await gateway.SendAsync("PUT", "/api/servers/a?probe=false", """{"name":"A","upstreamUrl":"https://a.example.com/mcp","approvalWebhook":{"url":"@secret:upstream-chat","format":"slack"}}""");
        await gateway.SendAsync("PUT", "/api/servers/b?probe=false", $$$"""{"name":"B","upstreamUrl":"https://b.example.com/mcp","approvalWebhook":{"url":"https://b.example.com/{{{Canary}}}","secret":"@secret:upstream-key"}}""");
        await gateway.SendAsync("PUT", "/api/servers/c?probe=false", """{"name":"C","upstreamUrl":"https://c.example.com/mcp"}""");

        var answer = await gateway.SendAsync("GET", Path);

        Assert.Equal(
            [
                """{"id":"gateway","server":null,"url":"(set)","format":"teams","signed":false}""",
                """{"id":"server:a","server":"a","url":"@secret:upstream-chat","format":"slack","signed":false}""",
                """{"id":"server:b","server":"b","url":"(set)","format":"json","signed":true}""",
            ],
            answer.Json["webhooks"]?.AsArray().Select(webhook => webhook?.ToJsonString()));
        Assert.DoesNotContain(Canary, answer.Text, StringComparison.Ordinal);
    }

    private static async Task<string[]> HealthAsync(InMemoryGateway gateway) =>
        [.. (await gateway.SendAsync("GET", Path)).Json["health"]?.AsArray().Select(part => $"{part?["part"]} {part?["ok"]} {part?["detail"]}") ?? []];
}
