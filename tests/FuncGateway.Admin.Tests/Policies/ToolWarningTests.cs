using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class ToolWarningTests
{
    private const string Jobs = "/api/servers/jobs";
    private const string Policy = Jobs + "/policies/files";
    private const string Read = """{"name":"read","inputSchema":{"type":"object","properties":{"path":{"type":"string"}}}}""";
    private const string ReadMany = """{"name":"read_many","inputSchema":{"type":"object","properties":{"paths":{"type":"array","items":{"type":"string"}}}}}""";
    private const string Sibling = """{"version":"1","default":"deny","tools":{"read":{"require":[{"conditions":[{"path":"args.path","op":"eq","value":"/ok"}]}]},"read_many":{}}}""";
    private const string Clean = """{"version":"1","default":"deny","tools":{"read":{}}}""";
    private const string Misspelt = """{"version":"1","default":"deny","tools":{"raed":{"action":"allow"}}}""";

    [Fact]
    public async Task Publishing_OfARuleWithAListValuedSibling_Warns()
    {
        await using var gateway = await ScannedAsync();

        var (dryRun, published) = (await gateway.SendAsync("PUT", Policy + "?dryRun=true", Sibling), await gateway.SendAsync("PUT", Policy, Sibling));

        Assert.Equal((200, 201), (dryRun.Status, published.Status));
        Assert.Equal(["/tools/read_many"], published.Json["warnings"]?.AsArray().Select(warning => (string?)warning?["path"]) ?? []);
        Assert.Equal(published.Json["warnings"]?.ToJsonString(), dryRun.Json["warnings"]?.ToJsonString());
    }

    [Fact]
    public async Task Publishing_ForAServerThatWasNeverScanned_WarnsOnlyAboutTheDocument()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("PUT", Policy, Misspelt);

        Assert.Equal(["/tools/raed/action"], answer.Json["warnings"]?.AsArray().Select(warning => (string?)warning?["path"]) ?? []);
    }

    [Theory]
    [InlineData("?strict=true")]
    [InlineData("?strict=true&dryRun=true")]
    public async Task StrictPublishing_WithAnyWarning_PublishesNothingAndListsAll(string query)
    {
        await using var gateway = await ScannedAsync();

        var answer = await gateway.SendAsync("PUT", Policy + query, Misspelt);

        answer.AssertProblem(422);
        Assert.Equal(["/tools/raed/action", "/tools/raed"], answer.Json["problems"]?.AsArray().Select(problem => (string?)problem?["path"]) ?? []);
        (await gateway.SendAsync("GET", Policy)).AssertProblem(404);
        Assert.Equal(201, (await gateway.SendAsync("PUT", Policy + "?strict=true", Clean)).Status);
    }

    [Fact]
    public async Task Restoring_ComparesWithTheToolsOfNow()
    {
        await using var gateway = await ScannedAsync();
        await gateway.SendAsync("PUT", Policy, Clean);
        gateway.Scanner.Finds(ReadMany);
        await gateway.SendAsync("POST", Jobs + "/scan");

        var strict = await gateway.SendAsync("POST", Policy + "/revisions/1/restore?strict=true");
        var restored = await gateway.SendAsync("POST", Policy + "/revisions/1/restore");

        strict.AssertProblem(422);
        Assert.Equal((201, 2, "/tools/read"), (restored.Status, (int?)restored.Json["revision"], (string?)restored.Json["warnings"]?[0]?["path"]));
        (await gateway.SendAsync("POST", Policy + "/revisions/1/restore?strict=yes")).AssertProblem(400);
    }

    private static async Task<InMemoryGateway> ScannedAsync()
    {
        var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        gateway.Scanner.Finds(Read, ReadMany);
        Assert.Equal(201, (await gateway.SendAsync("POST", Jobs + "/scan")).Status);
        return gateway;
    }
}
