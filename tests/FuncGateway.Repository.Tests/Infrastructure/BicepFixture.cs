using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>Compiles a copy of the infrastructure once and predicts the resources of its variants.</summary>
public sealed class BicepFixture : IAsyncLifetime, IDisposable
{
    private const string Here = "tests/FuncGateway.Repository.Tests/Infrastructure";
    private readonly TemporaryDirectory _directory = new();

    internal Snapshot Default { get; private set; } = Snapshot.Empty;

    /// <summary>A virtual network, the scheduler, and every other parameter set to a value other than its default.</summary>
    internal Snapshot Full { get; private set; } = Snapshot.Empty;

    /// <summary>A virtual network with one permitted address, no Entra application, no always-ready instances.</summary>
    internal Snapshot LetIn { get; private set; } = Snapshot.Empty;

    public async Task InitializeAsync()
    {
        foreach (var file in Checkout.Files("infra").Concat(Checkout.Files(Here).Where(file => file.EndsWith(".bicepparam", StringComparison.Ordinal))))
        {
            var copy = _directory.Combine(file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _directory.Path);
            File.Copy(Checkout.PathOf(file), copy);
        }

        Default = await PredictAsync("default");
        Full = await PredictAsync("full");
        LetIn = await PredictAsync("let-in");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    internal Task<ToolRun> BuildAsync() => BicepCli.RunAsync(_directory.Path, "build", "infra/main.bicep", "--stdout");

    internal async Task<JsonArray> LintAsync(string file)
    {
        var lint = await BicepCli.RunAsync(_directory.Path, "lint", file, "--diagnostics-format", "sarif");
        var report = JsonNode.Parse(lint.Output.Length > 0 ? lint.Output : lint.Errors);
        return report?["runs"]?[0]?["results"]?.AsArray() ?? throw new InvalidDataException($"Not a SARIF report: {lint.Output}{lint.Errors}");
    }

    internal async Task<JsonArray> LintTextAsync(string bicep)
    {
        var file = _directory.Combine($"{Guid.NewGuid():N}.bicep");
        await File.WriteAllTextAsync(file, bicep);
        return await LintAsync(file);
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
