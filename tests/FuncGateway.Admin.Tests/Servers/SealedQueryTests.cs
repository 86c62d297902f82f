using FuncGateway.Core;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Servers;

/// <summary>The query of an upstream URL often contains a key. It is encrypted at rest, and what is called is the URL as it was entered.</summary>
public sealed class SealedQueryTests
{
    private const string Allow = """{"version":"1","default":"allow"}""";

    [Fact]
    public async Task AQuery_IsStoredEncrypted_AndSentAsItWasEntered()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var url = $"{gateway.Upstream.Url.AbsoluteUri}?key=canary&q=%C3%A4+b";
        var token = await gateway.SetUpPaymentsAsync(Allow, url);

        Assert.Equal(200, (await gateway.CallAsync(token)).Status);

        Assert.Equal("/mcp?key=canary&q=%C3%A4+b", gateway.Upstream.Requests[^1].Target);
        var stored = await StoredAsync(gateway, "bank");
        Assert.StartsWith($"{gateway.Upstream.Url.AbsoluteUri}?@sealed:", stored.Value.UpstreamUrl.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", stored.Value.UpstreamUrl.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQueryOfARowOfAnEarlierRelease_IsSent_AndSealedWhenTheServerIsSavedAgain()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        var stored = await StoredAsync(gateway, "bank");
        await gateway.Servers.SaveAsync(stored.Value with { UpstreamUrl = new Uri(gateway.Upstream.Url, "?key=canary") }, stored.Version, default);
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(3));

        await gateway.CallAsync(token);
        Assert.Equal("/mcp?key=canary", gateway.Upstream.Requests[^1].Target);

        Assert.Equal(200, (await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{gateway.Upstream.Url.AbsoluteUri}}?(set)"}""")).Status);
        Assert.StartsWith("?@sealed:", (await StoredAsync(gateway, "bank")).Value.UpstreamUrl.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQueryThatWasMovedToAnotherServersRow_IsRefusedAndNothingIsSent()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Allow);
        var url = gateway.Upstream.Url.AbsoluteUri;
        Assert.Equal(201, (await gateway.SendAsync("PUT", "/api/servers/other", $$"""{"name":"Other","upstreamUrl":"{{url}}?key=canary"}""")).Status);
        var (bank, other) = (await StoredAsync(gateway, "bank"), await StoredAsync(gateway, "other"));
        await gateway.Servers.SaveAsync(bank.Value with { UpstreamUrl = other.Value.UpstreamUrl }, bank.Version, default);
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(503, (await gateway.CallAsync(token)).Status);

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task AQueryThatLooksSealed_IsRefused()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs", """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp?@sealed:AAAA"}""");

        answer.AssertProblem(422);
        Assert.StartsWith("/upstreamUrl: The query starts with '@sealed:'", Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
    }

    private static async Task<Stored<Server>> StoredAsync(InMemoryGateway gateway, string server) =>
        await gateway.Servers.FindAsync(Samples.ServerIdOf(server), default) ?? throw new InvalidOperationException("The server is not stored.");
}
