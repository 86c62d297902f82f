using FuncGateway.Core.Servers;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.Servers;

/// <summary>Which secrets a server may name, and how its credentials are stored and shown.</summary>
public sealed class ServerSecretsTests
{
    private const string Path = "/api/servers/jobs";

    [Theory]
    [InlineData("@secret:session-key")]
    [InlineData("@secret:approval-key")]
    [InlineData("@secret:upstream-")]
    [InlineData("@secret:UPSTREAM-jobs")]
    public async Task Put_WithASecretThatIsNotForServers_IsRefusedWhereverItIsNamed(string reference)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Secrets["session-key"] = gateway.Secrets["approval-key"] = "the key of the gateway";

        var answer = await gateway.SendAsync("PUT", Path, Body(headers: $$"""{"X":"{{reference}}"}""", webhook: $$"""{"url":"{{reference}}","secret":"{{reference}}"}"""));

        answer.AssertProblem(422);
        Assert.Equal(["/approvalWebhook/secret", "/approvalWebhook/url", "/headers/X"], answer.Mistakes().Select(mistake => mistake.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.All(answer.Mistakes(), mistake => Assert.EndsWith("Accepted: '@secret:upstream-NAME'.", mistake, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_WithLiteralCredentials_StoresThemEncrypted()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal(201, (await gateway.SendAsync("PUT", Path, Body(headers: """{"Authorization":"Bearer canary"}""", webhook: """{"url":"https://hooks.example.com/canary"}"""))).Status);

        var stored = await StoredAsync(gateway);
        Assert.All([stored.Headers["Authorization"], stored.ApprovalWebhook?.Url ?? ""], value => Assert.StartsWith("@sealed:", value, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", (await gateway.SendAsync("GET", Path)).Text, StringComparison.Ordinal);
        var keeps = Body(headers: """{"Authorization":"(set)"}""", webhook: """{"url":"(set)"}""");
        Assert.Equal(200, (await gateway.SendAsync("PUT", Path, keeps)).Status);
        Assert.Equal((stored.Headers["Authorization"], stored.ApprovalWebhook), ((await StoredAsync(gateway)).Headers["Authorization"], (await StoredAsync(gateway)).ApprovalWebhook));
    }

    [Fact]
    public async Task Put_WithALiteralCredentialButNoKey_StoresNothingAndSaysWhatIsMissing()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasEncryptionKey = false });

        var answer = await gateway.SendAsync("PUT", Path, Body(headers: """{"Authorization":"Bearer canary"}"""));

        answer.AssertProblem(503);
        Assert.Contains("FuncGateway:Approvals:EncryptionKey", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(404, (await gateway.SendAsync("GET", Path)).Status);
        Assert.Equal(201, (await gateway.SendAsync("PUT", Path, Body(headers: """{"Authorization":"@secret:upstream-jobs"}"""))).Status);
    }

    [Fact]
    public async Task Put_WithAValueThatLooksSealed_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("PUT", Path, Body(headers: """{"X":"@sealed:AAAA"}"""));

        answer.AssertProblem(422);
        Assert.StartsWith("/headers/X: The value starts with '@sealed:'", Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUpstreamUrlsQuery_IsShownNowhere_AndIsKeptWhenItIsSentBackAsShown()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var made = await gateway.SendAsync("PUT", Path, Body("https://jobs.example.com/mcp?key=canary&v=1"));

        Assert.Equal((201, "https://jobs.example.com/mcp?(set)"), (made.Status, made.Field("upstreamUrl")));
        Assert.Equal(200, (await gateway.SendAsync("PUT", Path, Body("https://jobs.example.com/mcp?(set)"))).Status);
        Assert.Equal("?key=canary&v=1", (await gateway.Services.GetRequiredService<OpenedServers>().FindAsync((await StoredAsync(gateway)).Id, default))?.UpstreamUrl.Query);
        foreach (var path in new[] { "/api/servers", Path, "/api/audit?stream=admin" })
        {
            Assert.DoesNotContain("canary", (await gateway.SendAsync("GET", path)).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(gateway.Audit.Lines, line => line.Contains("canary", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://thief.example.com/mcp?(set)")]
    [InlineData("https://jobs.example.com/echo?(set)")]
    [InlineData("https://jobs.example.com:8443/mcp?(set)")]
    public async Task AHiddenQuery_ForAnotherAddress_IsRefused(string url)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", Path, Body("https://jobs.example.com/mcp?key=canary"));

        var answer = await gateway.SendAsync("PUT", Path, Body(url));

        answer.AssertProblem(422);
        Assert.StartsWith("/upstreamUrl: '?(set)' keeps the stored query", Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithAWebhookWhoseSecretsAreNotUsable_IsRefusedWithoutRepeatingThem()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Secrets["upstream-short"] = "whsec_canary";
        gateway.Secrets["upstream-inside"] = "http://169.254.169.254/canary";
        gateway.Secrets["upstream-text"] = "canary";

        var (first, second) = (
            await gateway.SendAsync("PUT", Path, Body(webhook: """{"url":"@secret:upstream-inside","secret":"@secret:upstream-short"}""")),
            await gateway.SendAsync("PUT", Path, Body(webhook: """{"url":"@secret:upstream-text"}""")));

        first.AssertProblem(422);
        Assert.Equal(["/approvalWebhook/secret", "/approvalWebhook/url"], first.Mistakes().Select(mistake => mistake.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.StartsWith("/approvalWebhook/url: The secret 'upstream-text' does not contain an absolute URL.", Assert.Single(second.Mistakes()), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", first.Text + second.Text, StringComparison.Ordinal);
    }

    private static async Task<Server> StoredAsync(InMemoryGateway gateway) =>
        (await gateway.Servers.ListAsync(default).SingleAsync()).Value;

    private static string Body(string url = "https://jobs.example.com/mcp", string headers = "{}", string webhook = "{}") =>
        $$"""{"name":"Jobs","upstreamUrl":"{{url}}","headers":{{headers}},"approvalWebhook":{{webhook}}}""";
}
