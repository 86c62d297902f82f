using System.Collections.Concurrent;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The promise of the audit with everything real: gateway processes that are killed while many clients call through them lose no record of a call that was answered.</summary>
public sealed class AuditKillTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Kills = 3;
    private const int Clients = 32;
    private const int CallsBeforeKill = 200;

    // Each call has a name of its own, which its record shows among the keys of the arguments.
    private readonly ConcurrentDictionary<string, bool> _answered = new();
    private int _calls;

    [Fact]
    public async Task Processes_KilledWhileTheyWrite_LoseNoRecordOfACallThatWasAnswered()
    {
        await using var upstream = await CountingUpstream.StartAsync(["work"], TimeProvider.System);
        await using var survivor = await GatewayProcess.StartAsync(azurite);
        using var admin = new AdminClient(survivor.Url.ToString(), GatewayProcess.AdminKey);
        var grant = await admin.SetUpAsync("kill", upstream.Url, Policies.AllowAll);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillUnderLoadAsync(grant);
        }

        var entries = await admin.ExportAuditAsync("server=kill");
        var recorded = entries.Select(entry => entry.GetProperty("argumentKeys")[0].GetString() ?? "").ToList();
        Assert.True(_answered.Count >= Kills * CallsBeforeKill, $"Only {_answered.Count} calls were answered.");
        Assert.Empty(_answered.Keys.Except(recorded));
        Assert.Equal(recorded.Count, recorded.Distinct().Count());
        var report = await admin.VerifyAuditAsync();
        Assert.True(report.GetProperty("ok").GetBoolean(), report.ToString());
        using var export = await OfflineExport.TakeAsync(admin);
        var (exitCode, output) = await export.VerifyAsync();
        Assert.True(exitCode == 0, output);
    }

    private async Task KillUnderLoadAsync(GrantWithToken grant)
    {
        await using var gateway = await GatewayProcess.StartAsync(azurite);
        var (there, target) = (grant with { McpUrl = new Uri(gateway.Url, "/mcp/kill") }, _answered.Count + CallsBeforeKill);
        var clients = Enumerable.Range(0, Clients).Select(_ => CallUntilKilledAsync(gateway, there, () =>
        {
            if (_answered.Count >= target)
            {
                gateway.Kill();
            }
        })).ToArray();
        await Task.WhenAll(clients);
    }

    private async Task CallUntilKilledAsync(GatewayProcess gateway, GrantWithToken grant, Action answered)
    {
        using var post = new McpPost(grant);
        while (!gateway.HasExited)
        {
            var name = $"call-{Interlocked.Increment(ref _calls)}";
            try
            {
                await post.CallAsync("work", $$"""{"{{name}}":1}""");
                _answered[name] = true;
                answered();
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // It was not answered, because its gateway was killed or the machine is busy.
            }
        }
    }
}
