using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class InvariantEndpointsTests
{
    private const string Path = "/api/servers/jobs/invariants";
    private const string Never = """{"version":"1","never":[{"tool":"charge","conditions":[{"path":"args.amount","op":"gt","value":100}],"description":"By hand only."}]}""";

    [Fact]
    public async Task PutPolicy_ThatViolatesAnInvariant_IsRefusedWithTheCall()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", Path, Never);

        var refused = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(101));
        var dryRun = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop?dryRun=true", Capped(101));
        var published = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(100));

        Assert.Contains("""invariant /never/0: This call must never pass and does: charge amount > 100 (By hand only.); found charge {"amount":10""", Assert.Single(refused.Mistakes()), StringComparison.Ordinal);
        Assert.Equal(refused.Mistakes(), dryRun.Mistakes());
        Assert.Equal(201, published.Status);
    }

    [Fact]
    public async Task RestoreRevision_ThatViolatesAnInvariant_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(500));
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(50));
        await gateway.SendAsync("PUT", Path, Never);

        (await gateway.SendAsync("POST", "/api/servers/jobs/policies/shop/revisions/1/restore")).AssertProblem(422);
    }

    [Fact]
    public async Task PutInvariants_SaysWhichPoliciesInForceViolateThem()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/good", Capped(50));
        await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(500));

        var attached = await gateway.SendAsync("PUT", Path, Never);

        Assert.Equal((200, 1), (attached.Status, (int?)attached.Json["invariants"]));
        Assert.Equal(["shop"], attached.Json["violations"]!.AsArray().Select(each => (string?)each!["policy"]));
    }

    [Fact]
    public async Task Invariants_AreReadAsAttached_AndDetached()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        (await gateway.SendAsync("GET", Path)).AssertProblem(404);
        await gateway.SendAsync("PUT", Path, Never);

        var read = await gateway.SendAsync("GET", Path);
        Assert.Equal(Never, read.Json["document"]!.ToJsonString());
        Assert.Equal(200, (await gateway.SendAsync("DELETE", Path)).Status);
        (await gateway.SendAsync("DELETE", Path)).AssertProblem(404);
        Assert.Equal(201, (await gateway.SendAsync("PUT", "/api/servers/jobs/policies/shop", Capped(500))).Status);
    }

    [Fact]
    public async Task DeleteServer_DetachesItsInvariants()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", Path, Never);
        await gateway.SendAsync("DELETE", "/api/servers/jobs");
        await gateway.SeedAsync();

        (await gateway.SendAsync("GET", Path)).AssertProblem(404);
    }

    [Theory]
    [InlineData("{}", "/version: found nothing; accepted: the string \"1\"", "/never: found nothing; accepted: a list of invariants, each with tool and conditions")]
    [InlineData("""{"version":"1","never":[{"tool":"","conditions":[]}]}""", "/never/0/tool: found the string \"\"; accepted: the name of a tool, with * for any run of characters")]
    [InlineData("""{"version":"1","never":[{"tool":"a","conditions":[{"path":"amount","op":"gt","value":1}],"unless_approved":1}]}""", "/never/0/conditions/0/path: found the string \"amount\"; accepted: a path such as args.amount, args.customer.id, args.items[0].price, args.items[*].price or args[\"key.with.dots\"], at most 64 steps", "/never/0/unless_approved: found the number 1; accepted: true or false")]
    public async Task PutInvariants_OfAnUnusableDocument_SaysWhatIsAccepted(string document, params string[] mistakes)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        Assert.Equal(mistakes, (await gateway.SendAsync("PUT", Path, document)).Mistakes());
    }

    [Fact]
    public async Task Verify_HoldsThePolicyAgainstTheInvariantsOfTheServer_OrThoseSent()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        await gateway.SendAsync("PUT", Path, Never);

        var attached = await gateway.SendAsync("POST", "/api/policies/verify", $$"""{"server":"jobs","policy":{{Capped(500)}} }""");
        var sent = await gateway.SendAsync("POST", "/api/policies/verify", $$"""{"server":"jobs","policy":{{Capped(50)}},"invariants":{{Never}} }""");

        Assert.Equal("""{"proved":0,"violated":1,"notDecided":0}""", attached.Json["invariants"]!.ToJsonString());
        Assert.Equal("FP011", (string?)attached.Json["findings"]![0]!["code"]);
        Assert.Equal("""{"proved":1,"violated":0,"notDecided":0}""", sent.Json["invariants"]!.ToJsonString());
    }

    private static string Capped(int max) => $$"""{"version":"1","default":"deny","tools":{"charge":{"deny_if":[{"conditions":[{"path":"args.amount","op":"gt","value":{{max}} }]}]} } }""";
}
