using System.Text.Json;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>
/// The promise of the limits with everything real: three gateway processes on one storage account, 64 clients, one process killed in mid-run.
/// Calls are counted by the time of their admission, which the audit records, and the upstream's own count says that none is missing there.
/// </summary>
public sealed class ThreeProcessesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Max = 40;
    private const int WindowSeconds = 4;
    private const int Clients = 64;
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
            var killed = await RunAsync(gateways, grant);

            var entries = await admin.ExportAuditAsync("server=three");
            var admitted = entries.Where(IsAdmitted).CountBy(entry => WindowOf(entry.GetProperty("at").GetDateTimeOffset())).ToDictionary();

            // What the killed process had sent and not yet recorded was admitted moments before, in the same window.
            var unrecorded = Math.Max(0, upstream.TotalCalls - admitted.Values.Sum());
            admitted[WindowOf(killed)] = admitted.GetValueOrDefault(WindowOf(killed)) + unrecorded;

            Assert.True(unrecorded < Clients, $"{unrecorded} calls reached the upstream without a record.");
            Assert.All(admitted, window => Assert.InRange(window.Value, 0, Max));
            Assert.True(admitted.Values.Count(count => count == Max) > 1, $"The limit was hardly under pressure. By window: {string.Join(", ", admitted.Values)}.");
            Assert.Contains(entries, entry => entry.GetProperty("verdict").GetString() == "limited");
        }
        finally
        {
            await Task.WhenAll(gateways.Select(gateway => gateway.DisposeAsync().AsTask()));
        }
    }

    private static long WindowOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / WindowSeconds;

    private static bool IsAdmitted(JsonElement entry) => entry.GetProperty("outcome").GetString() is not ("refused" or "cancelled" or "not_sent");

    /// <returns>When one of the processes was killed: in the middle of a window.</returns>
    private static async Task<DateTimeOffset> RunAsync(GatewayProcess[] gateways, GrantWithToken grant)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(number => ClientAsync(grant with { McpUrl = new Uri(gateways[number % 3].Url, "/mcp/three") }, stop.Token)).ToArray();
        var start = TimeProvider.System.GetUtcNow();
        var middle = DateTimeOffset.FromUnixTimeSeconds((WindowOf(start) + 2) * WindowSeconds).AddSeconds(WindowSeconds / 2.0);
        await Task.Delay(middle - start, TimeProvider.System);
        var killed = TimeProvider.System.GetUtcNow();
        gateways[1].Kill();
        await Task.Delay(TimeSpan.FromSeconds(WindowSeconds * 3), TimeProvider.System);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        return killed;
    }

    private static async Task ClientAsync(GrantWithToken grant, CancellationToken stop)
    {
        using var post = new McpPost(grant);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await post.CallAsync("work");
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // Its gateway was killed, or the run is over.
        }
    }
}
