using System.Security.Cryptography;
using Azure.Core.Pipeline;
using FuncGateway.Admin.People;
using FuncGateway.LocalHost;
using FuncGateway.Testing.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Testing.Gateways;

/// <summary>
/// The whole gateway of LocalHost in this process: on a free port, on the tables of the fixture's Azurite, with a data folder and a durable hub of its
/// own. For one without storage see <see cref="InMemoryGateway"/>.
/// </summary>
public sealed class LocalGateway : IAsyncDisposable
{
    private static readonly Lazy<string> CheckpointKey = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    });

    private readonly DirectoryInfo _folder;
    private readonly RunningGateway _gateway;

    private LocalGateway(DirectoryInfo folder, RunningGateway gateway)
    {
        _folder = folder;
        _gateway = gateway;
        Admin = new AdminClient(gateway.Url, gateway.Keys.AdminKey);
    }

    public AdminClient Admin { get; }

    public string AdminKey => _gateway.Keys.AdminKey;

    public Uri Url => new(_gateway.Url);

    public IServiceProvider Services => _gateway.Services;

    /// <inheritdoc cref="RunningGateway.NewConsoleLink"/>
    public string NewConsoleLink(Person? person = null) => _gateway.NewConsoleLink(person);

    /// <param name="settings">As on the command line: <c>--FuncGateway:KeepAlive=00:00:05</c>.</param>
    /// <param name="time">The gateway's clock; null is the real one.</param>
    public static Task<LocalGateway> StartAsync(AzuriteFixture azurite, TimeProvider? time = null, params string[] settings) =>
        StartAsync(azurite, services => services.AddSingleton(time ?? TimeProvider.System), settings);

    /// <param name="more">Has the last word on the services.</param>
    public static async Task<LocalGateway> StartAsync(AzuriteFixture azurite, Action<IServiceCollection> more, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        string[] args = [.. Arguments(azurite, folder), $"--TASKHUB_NAME=t{Guid.NewGuid():N}"[..36], .. settings];
        var gateway = await LocalHostApp.StartAsync(args, TextWriter.Null, services => more(services.AddSingleton<HttpPipelinePolicy>(new ServiceLimitsPolicy())));
        return new LocalGateway(folder, gateway);
    }

    /// <summary>Puts the key of checkpoints, which all have in common because some share their storage, into the folder. Returns what a gateway is started with so that it meets no other and leaves nothing behind.</summary>
    public static string[] Arguments(AzuriteFixture azurite, DirectoryInfo folder)
    {
        File.WriteAllText(Path.Combine(folder.FullName, FileCheckpointKey.FileName), CheckpointKey.Value);
        return
        [
            "--urls=http://127.0.0.1:0",
            $"--AzureWebJobsStorage={azurite.ConnectionString}",
            $"--FuncGateway:TablePrefix={azurite.TablePrefix}",
            $"--FuncGateway:DataFolder={folder.FullName}",
            "--Logging:LogLevel:Default=None",

            // The emulator of a busy machine may take longer than the defaults. AuditOutageTests sets the default.
            "--FuncGateway:Audit:WriteTimeout=00:00:30",
            "--FuncGateway:Limits:WaitTimeout=00:00:30",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
