using System.Text.Json;
using System.Text.RegularExpressions;
using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Conformance;

/// <summary>A run of the official conformance suite against one address.</summary>
/// <param name="Checks">The status of each "scenario/check": SUCCESS, WARNING, FAILURE, SKIPPED or INFO; the worst if a check was made several times.</param>
public sealed partial record ConformanceRun(IReadOnlyDictionary<string, string> Checks)
{
    private static readonly string[] WorstLast = ["INFO", "SKIPPED", "SUCCESS", "WARNING", "FAILURE"];

    /// <summary>The scenarios without a failure.</summary>
    public IReadOnlyList<string> Passed => [.. Scenarios(failed: false)];

    public IReadOnlyList<string> Failed => [.. Scenarios(failed: true)];

    /// <param name="headers">Sent with every request, by a listener in between. If there are none, the suite connects to the address directly.</param>
    public static async Task<ConformanceRun> RunAsync(Uri url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.Count == 0)
        {
            return await RunAsync(url, cancellationToken);
        }

        await using var listener = await HeaderAddingListener.StartAsync(url, headers);
        return await RunAsync(listener.Url, cancellationToken);
    }

    private static async Task<ConformanceRun> RunAsync(Uri url, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("conformance");
        try
        {
            await using var suite = await TestPackages.StartConformanceAsync("server", "--url", url.ToString(), "--suite", "all", "-o", folder.FullName);
            // The exit code is ignored, because the status of each check is read.
            await suite.WaitForExitAsync(cancellationToken);
            var checks = Read(folder);
            return checks.Count > 0
                ? new ConformanceRun(checks)
                : throw new NodeSetupException($"The conformance suite left no results. It said:\n{suite.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SortedDictionary<string, string> Read(DirectoryInfo folder)
    {
        var checks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in folder.EnumerateFiles("checks.json", SearchOption.AllDirectories))
        {
            var scenario = ScenarioFolder().Match(file.Directory?.Name ?? "").Groups["scenario"].Value;
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            foreach (var check in document.RootElement.EnumerateArray())
            {
                var name = $"{scenario}/{check.GetProperty("id").GetString()}";
                var status = check.GetProperty("status").GetString() ?? "";
                checks[name] = checks.TryGetValue(name, out var before) ? Worst(before, status) : status;
            }
        }

        return checks;
    }

    private static string Worst(string one, string other) => Array.IndexOf(WorstLast, one) >= Array.IndexOf(WorstLast, other) ? one : other;

    private IEnumerable<string> Scenarios(bool failed) =>
        from check in Checks
        group check.Value by check.Key.Split('/')[0] into scenario
        where scenario.Contains("FAILURE") == failed
        select scenario.Key;

    [GeneratedRegex(@"^server-(?<scenario>.+)-\d{4}-\d{2}-\d{2}T.*$", RegexOptions.ExplicitCapture)]
    private static partial Regex ScenarioFolder();
}
