using FuncGateway.Policies.Documents;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class CheckEndpointTests
{
    private const string Check = "/api/policies/check";

    [Fact]
    public async Task Check_OfADocument_ReturnsProblemsAndWarningsWithPathsIntoIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var wrong = await gateway.SendAsync("POST", Check, """{"policy":{"version":"2","default":"maybe"}}""");
        var questionable = await gateway.SendAsync("POST", Check, """{"policy":{"version":"1","default":"deny","tools":{"a":{"action":"allow"}}}}""");
        var right = await gateway.SendAsync("POST", Check, """{"policy":{"version":"1","default":"deny"}}""");

        Assert.Equal(200, wrong.Status);
        Assert.Equal(["/version", "/default"], Paths(wrong, "problems"));
        Assert.Equal(["/tools/a/action"], Paths(questionable, "warnings"));
        Assert.Equal("""{"problems":[],"warnings":[]}""", right.Text);
    }

    [Fact]
    public async Task Check_WithAServer_ComparesWithItsTools()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        gateway.Scanner.Finds("""{"name":"read"}""");
        await gateway.SendAsync("POST", "/api/servers/jobs/scan");

        var answer = await gateway.SendAsync("POST", Check, """{"server":"jobs","policy":{"version":"1","default":"deny","tools":{"raed":{}}}}""");
        var unknown = await gateway.SendAsync("POST", Check, """{"server":"none","policy":{"version":"1","default":"deny"}}""");

        Assert.Equal("the server has no tool \"raed\"; did you mean \"read\"?", (string?)answer.Json["warnings"]?[0]?["message"]);
        unknown.AssertProblem(422);
        Assert.Equal(["/server: There is no server 'none'. Accepted: the id of a server."], unknown.Mistakes());
    }

    [Theory]
    [InlineData("""{"version":"1","version":"1","default":"deny"}""", "/version")]
    [InlineData("\"seed\"", "")]
    [InlineData("null", "")]
    public async Task Check_OfWhatIsNoDocument_ReturnsTheProblemsOfTheReader(string document, string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("POST", Check, $$"""{"policy":{{document}} }""");

        Assert.Equal((200, path), (answer.Status, Paths(answer, "problems").FirstOrDefault()));
    }

    [Fact]
    public async Task Check_OfALargeOrDeepDocument_ReturnsTheProblemsOfTheReader()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var padding = new string('x', PolicyReader.MaxDocumentBytes);

        var large = await gateway.SendAsync("POST", Check, $$"""{"policy":{"version":"1","default":"deny","description":"{{padding}}"} }""");
        var deep = await gateway.SendAsync("POST", Check, $$"""{"policy":{{new string('[', 100_000)}}{{new string(']', 100_000)}} }""");
        var within = await gateway.SendAsync("POST", Check, $$"""{"policy":{"version":"1","default":"deny","description":"{{padding[..^100]}}"} }""");
        var huge = await gateway.SendAsync("POST", Check, $$"""{"policy":"{{padding}}{{padding}}"}""");

        Assert.Contains("accepted: at most 262144 bytes (256 KiB)", (string?)large.Json["problems"]?[0]?["message"], StringComparison.Ordinal);
        Assert.Equal(200, deep.Status);
        Assert.NotEmpty(Paths(deep, "problems"));
        Assert.Equal("""{"problems":[],"warnings":[]}""", within.Text);
        huge.AssertProblem(413);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"policy":{},"policy":{}}""", 400)]
    [InlineData("""{"policy":{"a":}}""", 400)]
    [InlineData("{}", 422)]
    [InlineData("""{"policy":{},"polcy":{}}""", 422)]
    [InlineData("""{"policy":{},"server":"No Id"}""", 422)]
    [InlineData("""{"policy":{},"server":5}""", 422)]
    public async Task Check_OfAnUnusableBody_IsRefused(string body, int status)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        (await gateway.SendAsync("POST", Check, body)).AssertProblem(status);
    }

    private static IEnumerable<string?> Paths(Answer answer, string list) => answer.Json[list]?.AsArray().Select(problem => (string?)problem?["path"]) ?? [];
}
