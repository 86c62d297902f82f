using System.Text;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>What the audit says of real requests.</summary>
public sealed class AuditTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Canary = "canary-7f3a";
    private const string Document = """
        { "version": "1", "default": "deny", "hide": ["hidden"], "tools": { "a": {}, "once": { "limits": [ { "counter": "once", "window": "day", "max": 1 } ] } } }
        """;

    [Fact]
    public async Task EveryPost_OfWhateverKind_IsOneEntry()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a", "once"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, settings: "--FuncGateway:MaxBodyBytes=2000");
        using var audit = AuditView.Of(gateway);
        var grant = await gateway.Admin.SetUpAsync("every", upstream.Url, Document);
        using var post = new McpPost(grant);

        var (_, denied) = await post.SendAsync(McpPost.Call("b"));
        await post.CallAsync("a", $$"""{"path":"{{Canary}}","amount":5}""");
        await post.CallAsync("hidden");
        await post.CallAsync("once");
        await post.CallAsync("once");
        await post.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");
        await post.SendAsync("""{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/list"}""");
        await post.SendAsync(McpPost.Call("a", $$"""{"long":"{{new string('x', 3_000)}}"}"""));

        var items = await audit.WaitForAsync("server=every", items => items.Count == 6 && items.All(item => AuditView.Text(item, "outcome") != "unknown"));
        string[] names = ["outcome", "verdict", "tool", "method", "rule", "status", "upstreamStatus"];
        Assert.Equal(
            [
                "answered|||tools/list|||200",
                "refused|limited|once|tools/call|/tools/once/limits/once||",
                "answered|allow|once|tools/call|||200",
                "refused|hidden|hidden|tools/call|(hidden)||",
                "answered|allow|a|tools/call|||200",
                "refused|deny|b|tools/call|(default deny)||",
            ],
            items.Select(item => string.Join('|', names.Select(name => AuditView.Text(item, name)))));
        Assert.Equal(denied.GetProperty("result").GetProperty("_meta").GetProperty("funcgateway/decision").GetProperty("id").GetString(), AuditView.Text(items[5], "id"));
        Assert.Equal((grant.Id, "every", "1"), (AuditView.Text(items[5], "grant"), AuditView.Text(items[5], "policy"), AuditView.Text(items[5], "revision")));
        Assert.Contains("not permitted by policy", AuditView.Text(items[5], "message"), StringComparison.Ordinal);
        Assert.Equal("""["path","amount"]""", items[4].GetProperty("argumentKeys").ToString());
        var canonical = Encoding.UTF8.GetBytes($$"""{"amount":5,"path":"{{Canary}}"}""");
        Assert.Matches("^[0-9a-f]{64}$", AuditView.Text(items[4], "argumentsHmac"));
        Assert.NotEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(canonical)), AuditView.Text(items[4], "argumentsHmac"));
        Assert.Single(await audit.WaitForAsync("server=every&verdict=limited", limited => limited.Count == 1));
        Assert.Equal(3, (await audit.WaitForAsync("server=every&outcome=refused", refused => refused.Count == 3)).Count);
    }

    [Fact]
    public async Task Canaries_InArgumentsTokensAndCredentials_StandInNoRow()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        using var audit = AuditView.Of(gateway);
        await gateway.Admin.PutServerAsync("canary", upstream.Url, new { Authorization = $"Bearer {Canary}" });
        await gateway.Admin.PutPolicyAsync("canary", "p", """{ "version": "1", "default": "deny", "tools": { "a": {} } }""");
        var grant = await gateway.Admin.MintAsync("canary", "p");
        using var post = new McpPost(grant);
        await post.CallAsync("a", $$$"""{"secret":"{{{Canary}}}","deep":{"{{{Canary}}}":1}}""");
        await post.CallAsync("b", $$"""{"secret":"{{Canary}}"}""");
        await post.SendAsync($$"""{"jsonrpc":"2.0","id":"{{Canary}}","method":"tools/call","params":["{{Canary}}"]}""");
        await post.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":"{{{Canary}}}","x":1} } }""");
        await audit.WaitForAsync(
            "server=canary", items => items.Count(item => AuditView.Text(item, "tool").Length > 0) == 2 && items.All(item => AuditView.Text(item, "outcome") != "unknown"));

        var rows = await audit.GetTextAsync("/export?records=true") + await audit.GetTextAsync("/export?records=true&stream=admin");

        Assert.Contains("canary", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(grant.Token, rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACall_WhoseClientHangsUp_KeepsItsEntry()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.EventStream(ReplyStep.Forever());
        await using var gateway = await LocalGateway.StartAsync(azurite);
        using var audit = AuditView.Of(gateway);
        using var post = new McpPost(await gateway.Admin.SetUpAsync("hangs-up", upstream.Url, Policies.AllowAll));
        var response = await post.SendAsync(post.Request(McpPost.Call("a")));

        var begun = await audit.WaitForAsync("server=hangs-up", items => items.Count == 1);
        Assert.Equal("unknown", AuditView.Text(begun[0], "outcome"));
        Assert.Equal("", AuditView.Text(begun[0], "latencyMs"));
        response.Dispose();

        var ended = await audit.WaitForAsync("server=hangs-up", items => AuditView.Text(items[0], "latencyMs").Length > 0);
        Assert.Equal("unknown", AuditView.Text(Assert.Single(ended), "outcome"));
    }

    [Fact]
    public async Task Requests_WithoutAGrant_AreCountedByMinuteAndNotListed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite, time);
        using var audit = AuditView.Of(gateway);
        var grant = await gateway.Admin.SetUpAsync("strangers", upstream.Url, Policies.AllowAll);
        using var stranger = new McpPost(grant with { Token = "fgw_" + Canary });
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(401, (await stranger.SendAsync(McpPost.Call("a"))).Status);
        }

        time.Advance(TimeSpan.FromMinutes(2));

        var items = await audit.WaitForAsync("server=strangers", items => items.Count > 0);
        var entry = Assert.Single(items);
        Assert.Equal(("unauthenticated", "3"), (AuditView.Text(entry, "outcome"), AuditView.Text(entry, "count")));
        Assert.DoesNotContain(Canary, await audit.GetTextAsync("/export?records=true&server=strangers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoGateways_OfWhichOneEnds_WriteOneLogThatVerifies()
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        await using var one = await LocalGateway.StartAsync(azurite);
        using var audit = AuditView.Of(one);
        var grant = await one.Admin.SetUpAsync("two", upstream.Url, Policies.AllowAll);
        using var post = new McpPost(grant);
        await using (var other = await LocalGateway.StartAsync(azurite))
        {
            using var there = new McpPost(grant with { McpUrl = new Uri(other.Url, "/mcp/two") });
            await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? post : there).CallAsync("a")));
        }

        var items = await audit.WaitForAsync("server=two&limit=200", items => items.Count == 40 && items.All(item => AuditView.Text(item, "outcome") == "answered"));
        Assert.Equal(40, items.Select(item => AuditView.Text(item, "id")).Distinct().Count());
        Assert.Equal(items.Select(item => AuditView.Text(item, "at")).OrderDescending(), items.Select(item => AuditView.Text(item, "at")));
        Assert.Contains("\"closed\":true", (await audit.GetAsync("/checkpoint")).GetProperty("content").GetString(), StringComparison.Ordinal);
        await VerifiesAsync(audit, one.Admin);
        await ProvesAsync(items.Select(item => AuditView.Text(item, "id")), one.Admin);
    }

    // Somebody with a key to the storage account changes the hash of the records of one block.
    private async Task VerifiesAsync(AuditView audit, AdminClient admin)
    {
        var verdict = await audit.GetAsync("/verify");
        Assert.True(verdict.GetProperty("ok").GetBoolean(), verdict.ToString());
        using var export = await OfflineExport.TakeAsync(admin);
        var accepted = await export.VerifyAsync();
        Assert.True(accepted.ExitCode == 0, accepted.Output);
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient(azurite.TablePrefix + "AuditBlocks");
        var row = table.Query<TableEntity>().First(each => each.PartitionKey.StartsWith("b_calls_", StringComparison.Ordinal));
        var original = row.GetString("Details") ?? "";
        row["Details"] = original.Replace("\"records\":", "\"record\":", StringComparison.Ordinal);
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        var tampered = await audit.GetAsync("/verify");

        Assert.False(tampered.GetProperty("ok").GetBoolean());
        Assert.Contains(tampered.GetProperty("problems").EnumerateArray(), problem =>
            row.PartitionKey.EndsWith(AuditView.Text(problem, "writer"), StringComparison.Ordinal) && AuditView.Text(problem, "kind") == "broken");
        using var other = await OfflineExport.TakeAsync(admin);
        var found = await other.VerifyAsync();
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("the block is not what was hashed", found.Output, StringComparison.Ordinal);
        row["Details"] = original;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }

    // The last checkpoint names the chain of the gateway that ended, so half of the entries can be proved.
    private static async Task ProvesAsync(IEnumerable<string> ids, AdminClient admin)
    {
        using var export = await OfflineExport.TakeAsync(admin);
        var proofs = await Task.WhenAll(ids.Select(admin.FindAuditProofAsync));
        var proof = proofs.OfType<string>().First();
        Assert.Equal((0, "No problems.\n"), await export.VerifyProofAsync(proof));
        Assert.Equal(1, (await export.VerifyProofAsync(proof.Replace("allow", "deny", StringComparison.Ordinal))).ExitCode);
    }
}
