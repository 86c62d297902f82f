using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Conformance;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The official suite, direct and through the gateway: no scenario and no check may tell the two apart.</summary>
public sealed class ConformanceThroughGatewayTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    [Fact]
    public async Task TheFixture_ThroughTheGateway_IsAsDirect()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();

        var (direct, through) = await CompareAsync("conformance", upstream.Url);

        Assert.Empty(Differences(direct, through));
        Assert.Equal(32, through.Passed.Count);
    }

    [Fact]
    public async Task ServerEverything_ThroughTheGateway_IsAsDirect()
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);

        var (direct, through) = await CompareAsync("everything", upstream.Url);

        // The reference server does not look at Host and Origin; the gateway does.
        Assert.DoesNotContain(Differences(direct, through), difference => !difference.StartsWith("dns-rebinding-protection/", StringComparison.Ordinal));
        Assert.Contains("dns-rebinding-protection", through.Passed);
        Assert.Equal(direct.Passed.Union(["dns-rebinding-protection"]).Order(StringComparer.Ordinal), through.Passed.Order(StringComparer.Ordinal));
    }

    private async Task<(ConformanceRun Direct, ConformanceRun Through)> CompareAsync(string server, Uri upstream)
    {
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var grant = await gateway.Admin.SetUpAsync(server, upstream, Policies.AllowAll);
        var direct = await ConformanceRun.RunAsync(upstream, NoHeaders, CancellationToken.None);
        return (direct, await ConformanceRun.RunAsync(grant.McpUrl, grant.Headers, CancellationToken.None));
    }

    private static string[] Differences(ConformanceRun direct, ConformanceRun through) =>
    [
        .. direct.Checks.Keys.Union(through.Checks.Keys)
            .Where(check => direct.Checks.GetValueOrDefault(check) != through.Checks.GetValueOrDefault(check))
            .Select(check => $"{check}: {direct.Checks.GetValueOrDefault(check)} direct, {through.Checks.GetValueOrDefault(check)} through the gateway"),
    ];
}
