using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class DiffEndpointTests
{
    private const string Diff = "/api/policies/diff";

    [Fact]
    public async Task Diff_OfTwoDocuments_ShowsEachChangeWithACall()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("POST", Diff, $$"""{"before":{{Capped(5000)}},"after":{{Capped(10000)}} }""");

        Assert.Equal("opensAccess", answer.Field("result"));
        var change = Assert.Single(answer.Json["changes"]!.AsArray())!;
        Assert.Equal(("verdict", "tool", "charge", "deny", "allow", "opens", "amount > 5000"), (Text("kind"), Text("subject"), Text("name"), Text("from"), Text("to"), Text("effect"), Text("when")));
        Assert.InRange((decimal)change["witness"]!["arguments"]!["amount"]!, 5000.0000001m, 10000m);
        string? Text(string field) => (string?)change[field];
    }

    [Theory]
    [InlineData(5000, 5000, "none")]
    [InlineData(5000, 4000, "onlyTighter")]
    public async Task Diff_OfPoliciesThatOpenNothing_SaysSo(int before, int after, string result)
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal(result, (await gateway.SendAsync("POST", Diff, $$"""{"before":{{Capped(before)}},"after":{{Capped(after)}} }""")).Field("result"));
    }

    [Fact]
    public async Task Diff_OfRevisions_ReadsThem()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(10));
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(20));

        Assert.Equal("opensAccess", (await gateway.SendAsync("POST", Diff, """{"server":"jobs","before":"shop@1","after":"shop"}""")).Field("result"));
        Assert.Equal("onlyTighter", (await gateway.SendAsync("POST", Diff, """{"server":"jobs","before":"shop@2","after":"shop@1"}""")).Field("result"));
        Assert.Equal("opensAccess", (await gateway.SendAsync("POST", Diff, """{"server":"jobs","before":null,"after":"shop"}""")).Field("result"));
    }

    [Theory]
    [InlineData("{}", "/after: The field is missing. Accepted: a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\".")]
    [InlineData("""{"after":{"version":"2","default":"deny"}}""", "/after/version: found the string \"2\"; accepted: the string \"1\"")]
    [InlineData("""{"server":"jobs","after":"seed@7"}""", "/after: Server 'jobs' has no policy 'seed' with a revision 7. Accepted: a policy document, or the id of a policy of the server, such as \"dev\" or, for its revision 3, \"dev@3\".")]
    public async Task Diff_OfAnUnusableBody_SaysWhatIsAccepted(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        Assert.Equal([mistake], (await gateway.SendAsync("POST", Diff, body)).Mistakes());
    }

    private static string Capped(int max) => $$"""{"version":"1","default":"deny","tools":{"charge":{"deny_if":[{"conditions":[{"path":"args.amount","op":"gt","value":{{max}} }]}]} } }""";
}
