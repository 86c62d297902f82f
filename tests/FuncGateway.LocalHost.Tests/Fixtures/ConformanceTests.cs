using FuncGateway.Testing.Conformance;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.Fixtures;

/// <summary>Runs the suite against the upstreams directly. The baseline for running it through the gateway.</summary>
public sealed class ConformanceTests
{
    private static readonly string[] EverythingPasses =
    [
        "logging-set-level", "ping", "prompts-list", "resources-list", "resources-subscribe", "resources-unsubscribe", "server-initialize",
        "server-sse-multiple-streams", "tools-call-error", "tools-call-simple-text", "tools-list",
    ];

    [Fact]
    public async Task Run_AgainstTheFixture_PassesEveryCheck()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();

        var run = await ConformanceRun.RunAsync(upstream.Url, new Dictionary<string, string>(), CancellationToken.None);

        Assert.Empty(Complaints(run));
        Assert.Equal(32, run.Passed.Count);
        Assert.Equal("SUCCESS", run.Checks["server-sse-polling/server-sse-disconnect-resume"]);
    }

    [Fact]
    public async Task Run_AgainstTheFixtureWithHeaders_ChangesNoCheck()
    {
        await using var upstream = await ConformanceUpstream.StartAsync();

        var run = await ConformanceRun.RunAsync(upstream.Url, new Dictionary<string, string> { ["Authorization"] = "Bearer unread" }, CancellationToken.None);

        Assert.Empty(Complaints(run));
        Assert.Equal(32, run.Passed.Count);
    }

    [Fact]
    public async Task Run_AgainstServerEverything_PassesWhatItHas()
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);

        var run = await ConformanceRun.RunAsync(upstream.Url, new Dictionary<string, string>(), CancellationToken.None);

        Assert.Equal(EverythingPasses, run.Passed);
        Assert.Equal(21, run.Failed.Count);
    }

    private static string[] Complaints(ConformanceRun run) =>
        [.. run.Checks.Where(check => check.Value is not ("SUCCESS" or "INFO")).Select(check => $"{check.Key}: {check.Value}")];
}
