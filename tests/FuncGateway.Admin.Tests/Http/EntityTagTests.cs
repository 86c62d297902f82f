using FuncGateway.Admin.Http;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Http;

public sealed class EntityTagTests
{
    private const string Server = """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp"}""";

    [Fact]
    public async Task EveryJsonRead_HasATagAndIsAnswered304ToWhoHasIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];
        var untagged = new List<string>();
        var tagged = 0;
        foreach (var operation in MappedOperations.Of(gateway.Services).Where(operation => operation.Method == "GET" && operation.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var path = operation.Path.Replace("{server}", "jobs", StringComparison.Ordinal).Replace("{policy}", "seed", StringComparison.Ordinal).Replace("{grant}", grant, StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal);
            var first = await gateway.SendAsync("GET", path);
            if (first is not { Status: 200, ContentType: "application/json" })
            {
                continue;
            }

            var again = await gateway.SendAsync("GET", path, headers: ("If-None-Match", $"\"other\", {first.Tag}"));
            if (first.Tag is null || (again.Status, again.Text, again.Tag) != (304, "", first.Tag))
            {
                untagged.Add($"{path}: {first.Tag}, {again.Status}");
            }

            tagged++;
        }

        Assert.Empty(untagged);
        Assert.InRange(tagged, 20, int.MaxValue);
    }

    [Fact]
    public async Task Read_WithATagThatAProxyMadeWeak_IsAnswered304()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var tag = (await gateway.SendAsync("GET", "/api/me")).Tag;

        Assert.Equal(304, (await gateway.SendAsync("GET", "/api/me", headers: ("If-None-Match", $"W/{tag}"))).Status);
    }

    [Fact]
    public async Task Problem_HasNoTag()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        Assert.Null((await gateway.SendAsync("GET", "/api/servers/none")).Tag);
    }

    [Fact]
    public async Task Tag_OfAServerWhoseToolsHaveChanged_IsAnotherOneButStillItsVersion()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs?probe=false", Server);
        gateway.Scanner.Finds("""{"name":"a"}""");
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");
        var before = (await gateway.SendAsync("GET", "/api/servers/jobs")).Tag ?? "";
        gateway.Scanner.Finds("""{"name":"a"}""", """{"name":"b"}""");
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");

        var after = await gateway.SendAsync("GET", "/api/servers/jobs", headers: ("If-None-Match", before));

        Assert.Equal(200, after.Status);
        Assert.NotEqual(before, after.Tag);
        Assert.Equal(200, (await gateway.SendAsync("PUT", "/api/servers/jobs?probe=false", Server, headers: ("If-Match", after.Tag ?? ""))).Status);
        (await gateway.SendAsync("PUT", "/api/servers/jobs?probe=false", Server, headers: ("If-Match", after.Tag ?? ""))).AssertProblem(412);
    }

    [Fact]
    public async Task Tag_OfAGrantThatHasExpired_IsAnotherOne()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.SendAsync("POST", "/api/servers/jobs/grants", """{"label":"a","policy":"seed","expiresAt":"2026-11-02T13:00:00Z"}""");
        var path = $"/api/grants/{made.Field("id")}";
        var live = (await gateway.SendAsync("GET", path)).Tag ?? "";
        gateway.Time.Advance(TimeSpan.FromHours(1));

        var expired = await gateway.SendAsync("GET", path, headers: ("If-None-Match", live));

        Assert.Equal((200, "expired"), (expired.Status, expired.Field("state")));
        Assert.Equal(200, (await gateway.SendAsync("PATCH", path, """{"label":"b"}""", headers: ("If-Match", expired.Tag ?? ""))).Status);
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "\"a.x\"", true)]
    [InlineData("\"a.x\"", "\"a.y\"", true)]
    [InlineData("\"a\"", "\"b.x\"", false)]
    [InlineData("\"a\"", "W/\"a\"", false)]
    [InlineData("\"a\"", "\"a.x.y\"", false)]
    [InlineData("\"a\"", "\"a.\", \"c\"", true)]
    public void IsVersionIn_AHeader_IgnoresWhatElseWasShown(string tag, string header, bool expected) =>
        Assert.Equal(expected, new EntityTag(tag).IsVersionIn(header));
}
