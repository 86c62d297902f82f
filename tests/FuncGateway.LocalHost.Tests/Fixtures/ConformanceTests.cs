using FuncGateway.Testing.Conformance;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.Fixtures;

public sealed class ConformanceTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    [Fact]
    public async Task Run_AgainstTheFixture_PassesEveryScenario()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();

        var run = await ConformanceRun.RunAsync(upstream.Url, NoHeaders, CancellationToken.None);

        Assert.Empty(run.Failed);
        Assert.Equal(32, run.Passed.Count);
        Assert.Fail(string.Join("\n", run.Checks.Select(c => $"{c.Key} {c.Value}")));
    }

    [Fact]
    public async Task Run_AgainstServerEverything_GivesWhatItGivesToEverybody()
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);

        var run = await ConformanceRun.RunAsync(upstream.Url, NoHeaders, CancellationToken.None);

        Assert.Fail(string.Join("\n", run.Checks.Select(c => $"{c.Key} {c.Value}")));
    }
}
