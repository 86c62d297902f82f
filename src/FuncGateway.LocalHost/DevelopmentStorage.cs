using System.Net.Sockets;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.LocalHost;

/// <summary>Starts Azurite if the settings name development storage and nothing is listening on its port.</summary>
internal static class DevelopmentStorage
{
    public const string Setting = PublishedKeys.DevelopmentStorage;

    /// <summary>Returns null if another storage is configured, or one is already running.</summary>
    public static async Task<AzuriteProcess?> StartIfNeededAsync(IConfiguration configuration, TextWriter output)
    {
        var setting = configuration[HostSettings.Storage]?.TrimEnd(';');
        if (!string.Equals(setting, Setting, StringComparison.OrdinalIgnoreCase) || await ListensAsync(AzuriteOptions.Development.TablePort))
        {
            return null;
        }

        var folder = Path.Combine(LocalSettings.DataFolderOf(configuration), "azurite");
        await output.WriteLineAsync($"Starting Azurite (storage emulator); its data is in {folder}.");
        var install = new AzuriteInstall(output.WriteLine, TimeProvider.System);
        return await AzuriteProcess.StartAsync(install, AzuriteOptions.Development with { DataFolder = folder }, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
