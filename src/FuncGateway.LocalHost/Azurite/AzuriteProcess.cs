using System.Globalization;
using System.Text.Json;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Node;
using FuncGateway.LocalHost.Terminal;

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

    public bool HasExited => _process.HasExited;

    /// <exception cref="NodeSetupException">Azurite cannot be installed or did not start. The message includes its own output.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteInstall install, AzuriteOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = await install.GetAsync(cancellationToken);
        using var progress = new Progress("Starting Azurite", install.Tell, time);
        var process = NodeProcess.Start(command with { Arguments = [.. command.Arguments, .. Arguments(options)] }, time);
        using var timeout = new CancellationTokenSource(StartTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Azurite prints its addresses once it is listening on them, so there is no need to poll.
            var addresses = await process.ReadLineAsync(linked.Token) ?? throw new NodeSetupException($"Azurite exited during start{LastLine(process)}");
            return new AzuriteProcess(process, Connect(addresses));
        }
        catch (Exception e) when (e is NodeSetupException or OperationCanceledException or JsonException)
        {
            await process.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new NodeSetupException($"Azurite was not listening within {StartTimeout.TotalSeconds} s{LastLine(process)}", e);
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

        if (options.IsDetached)
        {
            yield return "--detach";
        }

        if (options.DataFolder is { } folder)
        {
            yield return "--location";
            yield return Path.GetFullPath(folder);
        }
    }

    // Its errors are Node.js's, of which the first line with "Error" in it says why, and the others where in the code.
    private static string LastLine(NodeProcess process)
    {
        var lines = process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines.FirstOrDefault(line => line.Contains("rror", StringComparison.Ordinal) || line.Contains("EADDR", StringComparison.Ordinal)) ?? lines.LastOrDefault()) is { } line ? $": {line}" : ".";
    }

    /// <summary>Returns the connection string of an Azurite.</summary>
    /// <param name="addresses">Names of services, such as "table", with their addresses.</param>
    public static string Connect(IEnumerable<KeyValuePair<string, string>> addresses) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + string.Concat(addresses.Select(service => $"{char.ToUpperInvariant(service.Key[0])}{service.Key[1..]}Endpoint={service.Value}/{Account};"));

    private static string Connect(string addresses) => Connect(JsonSerializer.Deserialize<Dictionary<string, string>>(addresses) ?? []);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
