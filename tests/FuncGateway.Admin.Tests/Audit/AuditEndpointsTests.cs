using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Audit;

public sealed class AuditEndpointsTests
{
    [Fact]
    public async Task EveryChange_IsRecordedWithWhoWhatAndWhichFields()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.SendAsync("PATCH", $"/api/grants/{grant}", """{"label":"x","colour":"red"}""");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.SendAsync("DELETE", "/api/servers/none");

        // Server and policy were created at the same instant.
        var entries = await ListAsync(gateway, "stream=admin");
        entries = [.. entries.Take(3), .. entries.Skip(3).OrderBy(entry => (string?)entry["action"], StringComparer.Ordinal)];

        Assert.Equal(
            ["deleteServer none refused 404", "changeGrant " + grant + " refused 422", "createGrant jobs done 201", "putPolicy jobs/seed done 201", "putServer jobs done 201"],
            entries.Select(entry => $"{entry["action"]} {entry["target"]} {entry["outcome"]} {entry["status"]}"));
        Assert.All(entries, entry => Assert.Equal("local admin", (string?)entry["who"]));
        Assert.Equal(["label", "colour"], Fields(entries[1]));
        Assert.Equal(["name", "upstreamUrl", "headers", "headers/Authorization", "headers/X-Key"], Fields(entries[4]));
        Assert.Equal($"grant {grant}", (string?)entries[2]["result"]);
        Assert.Equal("revision 1", (string?)entries[3]["result"]);
    }

    [Fact]
    public async Task NoRecord_HoldsACredentialATokenOrAValue()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();
        await gateway.SendAsync("PATCH", $"/api/grants/{made["id"]}", """{"label":"canary-label"}""");
        await gateway.SendAsync("DELETE", $"/api/grants/{made["token"]}");

        string[] secrets = ["upstream-secret", (string?)made["token"] ?? "?", InMemoryGateway.AdminKey, "canary-label"];
        Assert.DoesNotContain(gateway.Audit.Lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
        Assert.Contains(gateway.Audit.Lines, line => line.Contains("fgw_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AChange_ThatCannotBeRecorded_IsNotMade_ButARevocationIs()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];
        gateway.Audit.Outage.Down = true;

        var (put, revoke) = (gateway.SendAsync("PUT", "/api/servers/other", """{"name":"O","upstreamUrl":"https://o.example.com/"}"""), gateway.SendAsync("DELETE", $"/api/grants/{grant}"));
        var answers = await gateway.Time.PassUntilAsync(Task.WhenAll(put, revoke));

        Assert.Equal([503, 204], answers.Select(answer => answer.Status));
        gateway.Audit.Outage.Down = false;
        Assert.Equal(404, (await gateway.SendAsync("GET", "/api/servers/other")).Status);
        Assert.Equal("revoked", (await gateway.SendAsync("GET", $"/api/grants/{grant}")).Field("state"));
    }

    [Theory]
    [InlineData("stream=calling", "Accepted: calls, admin.")]
    [InlineData("verdict=maybe", "Accepted: deny, hold, allow, limited, hidden.")]
    [InlineData("outcome=denied", "refused, pending, answered, error, not_sent")]
    [InlineData("from=yesterday", "Accepted: a time")]
    [InlineData("to=1", "Accepted: a time")]
    [InlineData("cursor=x", "Accepted: the cursor of the previous page")]
    [InlineData("limit=0", "Accepted: 1 to 200.")]
    [InlineData("limit=201", "Accepted: 1 to 200.")]
    public async Task List_OfWhatCannotBe_SaysWhatIsAccepted(string query, string accepted)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/audit?{query}");

        answer.AssertProblem(400);
        Assert.Contains(accepted, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfRecords_LetsAnyoneCheckTheHashes()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var lines = (await gateway.SendAsync("GET", "/api/audit/export?stream=admin&records=true")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Sum(line => JsonNode.Parse(line)?["lines"]?.AsArray().Count));
        Assert.All(lines.Select(line => JsonNode.Parse(line)), block =>
        {
            // As documented in docs/operate/audit-format.md, without the product's code.
            var text = $"funcgateway-audit-2\n{block?["chain"]}\n{block?["number"]}\n{block?["previous"]}\n{block?["root"]}\n{Hash([.. Encoding.UTF8.GetBytes((string?)block?["details"] ?? "")])}";
            Assert.Equal(Hash(Encoding.UTF8.GetBytes(text)), (string?)block?["hash"]);
            if (block?["lines"] is JsonArray { Count: 1 } single)
            {
                Assert.Equal(Hash([0, .. Encoding.UTF8.GetBytes((string?)single[0] ?? "")]), (string?)block["root"]);
            }
        });

        static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    [Theory]
    [InlineData("TRUE")]
    [InlineData("1")]
    [InlineData("yes")]
    public async Task Export_OfRecordsAskedForInOtherWords_SaysWhatIsAccepted(string written)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("GET", $"/api/audit/export?records={written}");

        answer.AssertProblem(400);
        Assert.Equal($"'records' is '{written}'. Accepted: true, false.", answer.Detail);
    }

    [Fact]
    public async Task Export_OfEntries_IsOneLineEach()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("GET", "/api/audit/export?stream=admin&server=jobs");

        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["putPolicy", "putServer"], lines.Select(line => (string?)JsonNode.Parse(line)?["action"]).Order(StringComparer.Ordinal));
        Assert.Equal("application/x-ndjson", answer.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Verify_OfAChangedLog_NamesThePlace()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        Assert.True((bool?)(await gateway.SendAsync("GET", "/api/audit/verify")).Json["ok"]);
        var block = gateway.Audit.Blocks[0];
        gateway.Audit.Put(block with { Lines = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(block.Lines.Span).Replace("jobs", "jabs", StringComparison.Ordinal)) });

        var verdict = (await gateway.SendAsync("GET", "/api/audit/verify")).Json;

        Assert.False((bool?)verdict["ok"]);
        Assert.Equal(block.Chain.Writer, (string?)verdict["problems"]?[0]?["writer"]);
        Assert.Equal((block.Number, "broken"), ((int?)verdict["problems"]?[0]?["block"], (string?)verdict["problems"]?[0]?["kind"]));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?from=2020-01-01&to=2099-12-31", false)]
    [InlineData("?to=2020-01-01", true)]
    [InlineData("?from=2099-01-01", true)]
    public async Task Verify_OfSomeDays_LooksAtThese(string query, bool isOk)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var block = gateway.Audit.Blocks[0];
        gateway.Audit.Put(block with { Lines = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(block.Lines.Span).Replace("jobs", "jabs", StringComparison.Ordinal)) });

        Assert.Equal(isOk, (bool?)(await gateway.SendAsync("GET", $"/api/audit/verify{query}")).Json["ok"]);
    }

    [Fact]
    public async Task Verify_OfSomethingElseThanDays_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        (await gateway.SendAsync("GET", "/api/audit/verify?from=yesterday")).AssertProblem(400);
        (await gateway.SendAsync("GET", "/api/audit/verify?to=2026-13-01")).AssertProblem(400);
        (await gateway.SendAsync("GET", "/api/audit/verify?from=2026-11-02&to=2026-11-01")).AssertProblem(400);
    }

    private static IEnumerable<string?> Fields(JsonNode entry) => entry["fields"]?.AsArray().Select(field => (string?)field) ?? [];

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(InMemoryGateway gateway, string query)
    {
        var listing = (await gateway.SendAsync("GET", $"/api/audit?{query}")).Json;
        return [.. listing["items"]?.AsArray().OfType<JsonNode>() ?? []];
    }
}
