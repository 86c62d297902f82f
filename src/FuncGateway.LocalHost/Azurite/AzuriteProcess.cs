using System.Globalization;
using System.Text.Json;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>An Azurite of our own, which ends when it is disposed or this process dies.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The account and key every Azurite has. They protect nothing and are no secret.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly NodeProcess _process;

    private AzuriteProcess(NodeProcess process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <exception cref="NodeSetupException">Azurite cannot be installed, or did not start: the message has its own words.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteInstall install, AzuriteOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = await install.GetAsync(cancellationToken);
        var process = NodeProcess.Start(command with { Arguments = [.. command.Arguments, .. Arguments(options)] }, time);
        using var patience = new CancellationTokenSource(StartWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // It names its addresses once it listens on them, so nothing has to be asked again and again.
            var addresses = await process.ReadLineAsync(both.Token) ?? throw new NodeSetupException($"Azurite ended at start. It said:\n{process.Errors}");
            return new AzuriteProcess(process, Connect(addresses));
        }
        catch (Exception e) when (e is NodeSetupException or OperationCanceledException or JsonException)
        {
            await process.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new NodeSetupException($"Azurite did not listen within {StartWithin.TotalSeconds} s. It said:\n{process.Errors}", e);
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static IEnumerable<string> Arguments(AzuriteOptions options)
    {
        yield return "--host";
        yield return options.Host;
        yield return "--tablePort";
        yield return Text(options.TablePort);
        if (options.AllServices)
        {
            yield return "--all";
            yield return "--blobPort";
            yield return Text(options.BlobPort);
            yield return "--queuePort";
            yield return Text(options.QueuePort);
        }

        if (options.DataFolder is { } folder)
        {
            yield return "--location";
            yield return Path.GetFullPath(folder);
        }
    }

    private static string Connect(string addresses)
    {
        using var services = JsonDocument.Parse(addresses);
        var endpoints = services.RootElement.EnumerateObject().Select(service =>
            $"{char.ToUpperInvariant(service.Name[0])}{service.Name[1..]}Endpoint={service.Value.GetString()}/{Account};");
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};{string.Concat(endpoints)}";
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
