using System.Globalization;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Azurite;
using FuncGateway.LocalHost.Node;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost;

/// <summary>Starts Azurite if the settings name development storage and it is not running.</summary>
internal static class DevelopmentStorage
{
    public const string Setting = PublishedKeys.DevelopmentStorage;
    private const string PortSetting = "FuncGateway:AzuritePort";
    private static readonly string[] Services = ["blob", "queue", "table"];
    private static readonly TimeSpan OtherStart = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns null if another storage is configured, or Azurite is already running.</summary>
    /// <param name="output">Receives progress messages.</param>
    /// <exception cref="StartException">Something else listens on the ports of Azurite.</exception>
    /// <exception cref="NodeSetupException">Azurite cannot be installed or did not start.</exception>
    public static async Task<AzuriteProcess?> StartIfNeededAsync(ConfigurationManager configuration, TextWriter output, CancellationToken cancellationToken)
    {
        if (!string.Equals(configuration[HostSettings.Storage]?.TrimEnd(';'), Setting, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var port = FindPort(configuration);
        var ports = await AzuritePorts.LookAsync(port, cancellationToken);
        if (port != AzuriteOptions.DevelopmentPort)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(HostSettings.Storage, (string?)ConnectionString(ports.All))]);
        }

        if (!ports.AreFree)
        {
            await UseAsync(ports, output);
            return null;
        }

        try
        {
            return await StartAsync(port, Path.Combine(LocalSettings.DataFolderOf(configuration), "azurite"), output, cancellationToken);
        }
        catch (NodeSetupException) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await HasAppearedAsync(port, cancellationToken))
            {
                throw;
            }

            await UseAsync(await AzuritePorts.LookAsync(port, cancellationToken), output);
            return null;
        }
    }

    private static async Task<AzuriteProcess> StartAsync(int port, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Starting Azurite (storage emulator); its data is in {folder}.");
        return await AzuriteProcess.StartAsync(
            new AzuriteInstall(output.WriteLine, TimeProvider.System), AzuriteOptions.OnPorts(port) with { DataFolder = folder }, TimeProvider.System, cancellationToken);
    }

    private static async Task UseAsync(AzuritePorts ports, TextWriter output)
    {
        if (!ports.IsAzurite)
        {
            throw new StartException(ports.Problem);
        }

        await output.WriteLineAsync($"Using the Azurite {VisibleText.Of(ports.Versions[ports.All[0]], 20)} that already listens on ports {ports.All[0]} to {ports.All[^1]}.");
    }

    // Two gateways may start at the same time: one of them starts Azurite, and the other one uses it as soon as it listens on all ports.
    private static async Task<bool> HasAppearedAsync(int port, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < OtherStart; await Task.Delay(Retry, time, cancellationToken))
        {
            var ports = await AzuritePorts.LookAsync(port, cancellationToken);
            if (ports.AreFree || ports.IsAzurite)
            {
                return ports.IsAzurite;
            }
        }

        return false;
    }

    private static int FindPort(IConfiguration configuration) => configuration.Find(PortSetting) is not { } text ? AzuriteOptions.DevelopmentPort
        : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < ushort.MaxValue - 2 ? port
        : throw new ArgumentException($"{PortSetting} is '{VisibleText.Of(text)}'. Accepted: the first of three consecutive ports, such as {AzuriteOptions.DevelopmentPort}.");

    private static string ConnectionString(IReadOnlyList<int> ports) => AzuriteProcess.Connect(
        Services.Zip(ports, (service, port) => KeyValuePair.Create(service, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"))));
}
