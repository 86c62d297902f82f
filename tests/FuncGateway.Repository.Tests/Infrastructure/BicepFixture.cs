using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>Compiles a copy of the infrastructure once and predicts the resources of its variants.</summary>
public sealed class BicepFixture : IAsyncLifetime, IDisposable
{
    private const string Here = "tests/FuncGateway.Repository.Tests/Infrastructure";
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, Snapshot> _snapshots = [];

    internal Snapshot Default => Get("default");

    /// <summary>Instances that are always ready, several zones, an audience that is an App ID URI, further settings.</summary>
    internal Snapshot Ready => Get("ready");

    /// <summary>A virtual network, the scheduler, further hosts, internal upstreams.</summary>
    internal Snapshot Network => Get("network");

    /// <summary>A virtual network with one permitted address, no Entra application.</summary>
    internal Snapshot LetIn => Get("let-in");

    /// <summary>Immutable checkpoints, purge protection, few addresses that may reach the gateway.</summary>
    internal Snapshot Immutable => Get("immutable");

    public async Task InitializeAsync()
    {
        foreach (var file in Checkout.Files("infra").Concat(Checkout.Files(Here).Where(file => file.EndsWith(".bicepparam", StringComparison.Ordinal))))
        {
            var copy = _directory.Combine(file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _directory.Path);
            File.Copy(Checkout.PathOf(file), copy);
        }

        foreach (var variant in new[] { "default", "ready", "network", "let-in", "immutable" })
        {
            _snapshots[variant] = await PredictAsync(variant);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    internal Snapshot Get(string variant) => _snapshots[variant];

    internal IEnumerable<Snapshot> All => _snapshots.Values;

    internal Task<ToolRun> BuildAsync() => BicepCli.RunAsync(_directory.Path, "build", "infra/main.bicep", "--stdout");

    internal async Task<JsonArray> LintAsync(string file)
    {
        var lint = await BicepCli.RunAsync(_directory.Path, "lint", file, "--diagnostics-format", "sarif");
        var report = JsonNode.Parse(lint.Output.Length > 0 ? lint.Output : lint.Errors);
        return report?["runs"]?[0]?["results"]?.AsArray() ?? throw new InvalidDataException($"Not a SARIF report: {lint.Output}{lint.Errors}");
    }

    internal async Task<ToolRun> BuildParametersAsync(string parameters)
    {
        var file = $"{Guid.NewGuid():N}.bicepparam";
        await File.WriteAllTextAsync(_directory.Combine(file), parameters);
        return await BicepCli.RunAsync(_directory.Path, "build-params", file, "--stdout");
    }

    internal async Task<JsonArray> LintTextAsync(string bicep)
    {
        var file = _directory.Combine($"{Guid.NewGuid():N}.bicep");
        await File.WriteAllTextAsync(file, bicep);
        return await LintAsync(file);
    }

    /// <summary>Predicts what the default parameters and one more deploy.</summary>
    /// <exception cref="InvalidDataException">The deployment is refused; the message has what the compiler says.</exception>
    internal async Task<Snapshot> PredictWithAsync(string parameter)
    {
        var variant = $"{Guid.NewGuid():N}";
        var folder = _directory.Combine(Here.Split('/'));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{variant}.bicepparam"), $"{await File.ReadAllTextAsync(Path.Combine(folder, "default.bicepparam"))}{parameter}\n");
        return await PredictAsync(variant);
    }

    private async Task<Snapshot> PredictAsync(string variant)
    {
        var run = await BicepCli.RunAsync(
            _directory.Combine(Here.Split('/')),
            "snapshot", $"{variant}.bicepparam", "--mode", "overwrite", "--location", "westeurope", "--deployment-name", "main",
            "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002");
        return run.ExitCode == 0
            ? Snapshot.Parse(await File.ReadAllTextAsync(_directory.Combine([.. Here.Split('/'), $"{variant}.snapshot.json"])))
            : throw new InvalidDataException($"No snapshot of {variant}: {run.Output}{run.Errors}");
    }
}
