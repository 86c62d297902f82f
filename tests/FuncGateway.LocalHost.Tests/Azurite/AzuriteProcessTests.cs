using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using FuncGateway.LocalHost.Azurite;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_OnAFolderUsedBefore_StillHasTheRows()
    {
        var options = new AzuriteOptions { DataFolder = _folder.FullName };
        await using (var first = await StartAsync(options))
        {
            var table = new TableClient(first.ConnectionString, "kept");
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("partition", "row") { ["Value"] = "still here" });
        }

        await using var second = await StartAsync(options);
        var row = (await new TableClient(second.ConnectionString, "kept").GetEntityAsync<TableEntity>("partition", "row")).Value;

        Assert.Equal("still here", row["Value"]);
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_SaysSo()
    {
        await using var first = await StartAsync(new AzuriteOptions());
        var port = PortOf(first.ConnectionString);

        var refused = await Assert.ThrowsAsync<NodeSetupException>(() => StartAsync(new AzuriteOptions { TablePort = port }));

        Assert.Contains($"127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileItServes_LeavesNobodyListening()
    {
        var azurite = await StartAsync(new AzuriteOptions());
        var tables = new TableServiceClient(azurite.ConnectionString, new TableClientOptions { Retry = { MaxRetries = 0 } });
        await tables.CreateTableAsync("before");

        await azurite.DisposeAsync();

        await Assert.ThrowsAsync<RequestFailedException>(() => tables.CreateTableAsync("after"));
    }

    [Fact]
    public async Task Start_WithAllServices_NamesTheAddressOfEach()
    {
        await using var azurite = await StartAsync(new AzuriteOptions { AllServices = true });

        Assert.Contains("BlobEndpoint=http://127.0.0.1:", azurite.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("QueueEndpoint=http://127.0.0.1:", azurite.ConnectionString, StringComparison.Ordinal);
        await new TableServiceClient(azurite.ConnectionString).CreateTableAsync("reachable");
    }

    // A terminal sends it to the host and to Azurite, and the host still has to store what it is about to record.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interrupt_LeavesTheStorageToTheHostThatStops(bool allServices)
    {
        await using var azurite = await StartAsync(new AzuriteOptions { AllServices = allServices });
        var tables = new TableServiceClient(azurite.ConnectionString, new TableClientOptions { Retry = { MaxRetries = 0 } });

        for (var number = 0; number < 20; number++)
        {
            using var kill = Process.Start("kill", ["-INT", $"{azurite.Id}"]);
            await kill.WaitForExitAsync();
            await tables.CreateTableAsync($"after{number}");
        }
    }

    private static Task<AzuriteProcess> StartAsync(AzuriteOptions options) =>
        AzuriteProcess.StartAsync(new AzuriteInstall(_ => { }, TimeProvider.System), options, TimeProvider.System, CancellationToken.None);

    private static int PortOf(string connectionString) => new TableServiceClient(connectionString).Uri.Port;
}
