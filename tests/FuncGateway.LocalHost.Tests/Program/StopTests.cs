using System.Text.Json.Nodes;
using Azure.Data.Tables;
using FuncGateway.LocalHost.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.Program;

/// <summary>Ctrl+C at the terminal of a gateway that has started its own Azurite.</summary>
public sealed class StopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stop");
    private readonly int _ports = FreePorts.FindThree();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Interrupt_OfAGatewayThatServes_ClosesTheAuditLogAndLeavesNothingBehind()
    {
        // Without a setting, the data is in the nearest folder of that name, inside the user's home.
        var data = _folder.CreateSubdirectory(LocalData.FolderName).FullName;
        var below = _folder.CreateSubdirectory("below").FullName;
        await using var process = HostProcess.Start(["serve", "--port=0", $"--FuncGateway:AzuritePort={_ports}"], below, new Dictionary<string, string> { ["HOME"] = _folder.FullName });
        var url = new Uri((await process.ReadAsync("Ctrl+C stops")).Split("  ")[1]);
        Assert.Equal(url, LocalData.FindAddress(data));
        using (var admin = new AdminClient(url.ToString(), await File.ReadAllTextAsync(Path.Combine(data, LocalData.AdminKeyFile))))
        {
            await admin.SendAsync(HttpMethod.Put, "/api/servers/files?probe=false", new JsonObject { ["name"] = "files", ["upstreamUrl"] = "http://127.0.0.1:9/mcp", ["headers"] = new JsonObject() });
        }

        var second = await HostProcess.RunAsync(["serve", $"--port={url.Port}"]);
        await process.InterruptAsync();

        Assert.Equal($"Port {url.Port} is taken by another FuncGateway. Stop it, or choose another port: --port {url.Port + 1}.", second.Output);
        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.EndsWith("\nStopped.", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
        Assert.Null(LocalData.FindAddress(data));
        Assert.True((await AzuritePorts.LookAsync(_ports, CancellationToken.None)).AreFree);
        Assert.Equal(["Closed"], (await ListChainStatesAsync(data)).Distinct());
    }

    [Fact]
    public async Task Interrupt_OfADemoThatStarts_EndsQuietly()
    {
        await using var process = HostProcess.Start(["demo", "--port=0", $"--FuncGateway:AzuritePort={_ports}", $"--FuncGateway:DataFolder={_folder.FullName}"]);
        await process.ReadAsync("Starting Azurite");

        await process.InterruptAsync();

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.Equal(2, process.Output.Split('\n').Length);
        Assert.EndsWith("\nStopped.", process.Output, StringComparison.Ordinal);
        await Eventually.Async(async () => (await AzuritePorts.LookAsync(_ports, CancellationToken.None)).AreFree);
    }

    private static async Task<IReadOnlyList<string>> ListChainStatesAsync(string data)
    {
        var options = new AzuriteOptions { DataFolder = Path.Combine(data, "azurite") };
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteInstall(_ => { }, TimeProvider.System), options, TimeProvider.System, CancellationToken.None);
        var blocks = new TableClient(azurite.ConnectionString, "FuncGatewayAuditBlocks");
        return [.. blocks.Query<TableEntity>().Select(row => row.TryGetValue("State", out var state) ? state as string : null).OfType<string>()];
    }
}
