using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>
/// The promise of the limits with everything real: three gateway processes on one storage account, 64 clients, one process killed in mid-run.
/// The upstream counts for itself.
/// </summary>
public sealed class ThreeProcessesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Max = 40;
    private const int WindowSeconds = 4;
    private const int Clients = 64;
    private const int Windows = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const string Policy = """
        { "version": "1", "default": "deny", "tools": { "work": { "limits": [ { "counter": "work", "window": 4, "max": 40, "scope": "grant" } ] } } }
        """;

    [Fact]
    public async Task Calls_OverThreeProcessesOfWhichOneIsKilled_NeverExceedTheLimitInAnyWindow()
    {
        await using var upstream = await CountingUpstream.StartAsync(["work"], TimeProvider.System);
        var gateways = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => GatewayProcess.StartAsync(azurite)));
        try
        {
            using var admin = new AdminClient(gateways[0].Url.ToString(), GatewayProcess.AdminKey);
            var grant = await admin.SetUpAsync("three", upstream.Url, Policy);
            var admitted = await RunAsync(gateways, grant);

            // A call counts in the window it is admitted in and may arrive after its edge. So at the end of each window, what has arrived since
            // the first one is held against what may have been admitted until then; it is equal while every window is used up.
            var arrivals = upstream.ArrivalsOf("work").GroupBy(at => at.ToUnixTimeSeconds() / WindowSeconds).ToDictionary(window => window.Key, window => window.Count());
            var first = arrivals.Keys.Min();
            var counts = Enumerable.Range(0, (int)(arrivals.Keys.Max() - first) + 1).Select(window => arrivals.GetValueOrDefault(first + window)).ToArray();
            for (var windows = 1; windows <= counts.Length; windows++)
            {
                Assert.True(counts.Take(windows).Sum() <= windows * Max, $"By window: {string.Join(", ", counts)}.");
            }

            Assert.True(admitted > Max, $"Only {admitted} calls were admitted: the limit was never under pressure.");
            Assert.InRange(admitted, 0, upstream.TotalCalls);
        }
        finally
        {
            await Task.WhenAll(gateways.Select(gateway => gateway.DisposeAsync().AsTask()));
        }
    }

    /// <returns>How many calls were answered by the upstream, as the clients saw it.</returns>
    private static async Task<int> RunAsync(GatewayProcess[] gateways, GrantMade grant)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(number => ClientAsync(grant with { McpUrl = new Uri(gateways[number % 3].Url, "/mcp/three") }, stop.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(WindowSeconds * Windows / 2.0), TimeProvider.System);
        gateways[1].Kill();
        await Task.Delay(TimeSpan.FromSeconds(WindowSeconds * Windows / 2.0), TimeProvider.System);
        await stop.CancelAsync();
        return (await Task.WhenAll(clients)).Sum();
    }

    private static async Task<int> ClientAsync(GrantMade grant, CancellationToken stop)
    {
        using var post = new McpPost(grant);
        var admitted = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                admitted += (await post.CallAsync("work")).Contains("DENIED", StringComparison.Ordinal) ? 0 : 1;
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // Its gateway was killed, or the run is over.
                return admitted;
            }
        }

        return admitted;
    }
}
