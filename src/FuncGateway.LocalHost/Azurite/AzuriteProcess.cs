using System.Globalization;
using System.Text.Json;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>An Azurite process that ends when it is disposed or this process ends.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The well-known account and key of Azurite. They are not secret.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = PublishedKeys.Azurite;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly NodeProcess _process;

    private AzuriteProcess(NodeProcess process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public int Id => _process.Id;

    /// <exception cref="NodeSetupException">Azurite cannot be installed or did not start. The message includes its own output.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteInstall install, AzuriteOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = await install.GetAsync(cancellationToken);
        var process = NodeProcess.Start(command with { Arguments = [.. command.Arguments, .. Arguments(options)] }, time);
        using var timeout = new CancellationTokenSource(StartTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Azurite prints its addresses once it is listening on them, so there is no need to poll.
            var addresses = await process.ReadLineAsync(linked.Token) ?? throw new NodeSetupException($"Azurite exited during start. Its output:\n{process.Errors}");
            return new AzuriteProcess(process, Connect(addresses));
        }
        catch (Exception e) when (e is NodeSetupException or OperationCanceledException or JsonException)
        {
            await process.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new NodeSetupException($"Azurite was not listening within {StartTimeout.TotalSeconds} s. Its output:\n{process.Errors}", e);
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
