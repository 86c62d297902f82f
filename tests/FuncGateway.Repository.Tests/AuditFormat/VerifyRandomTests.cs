using System.Globalization;
using Xunit.Abstractions;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Both verifiers print the same about files with odd values at random places. Set <c>FUNCGATEWAY_ODD_SEED</c> to repeat a run.</summary>
public sealed class VerifyRandomTests(ITestOutputHelper output) : IDisposable
{
    private const int Files = 300;

    private readonly TemporaryDirectory _directory = new();
    private readonly SampleLog _log = SampleLog.Create();

    public void Dispose()
    {
        _log.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Verifiers_WithOddFiles_PrintTheSame()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUNCGATEWAY_ODD_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"Seed: {seed}");
        var files = new OddFiles(_log, new Random(seed));
        var runs = new List<(string Folder, string[] Arguments)>();
        for (var each = 0; each < Files; each++)
        {
            var folder = Directory.CreateDirectory(_directory.Combine($"{each}")).FullName;
            runs.Add((folder, await files.WriteAsync(folder)));
        }

        var python = await PythonBatch.RunAsync(_directory, runs);

        Assert.Equal(Files, python.Count);
        Assert.True(string.Concat(runs.Zip(python, Difference)) is var differences && differences.Length == 0, $"Seed {seed}. {differences}");
        Assert.True(python.DistinctBy(run => run.Output).Count() > Files / 2, $"Seed {seed}: the files are too much alike.");
    }

    private static string Difference((string Folder, string[] Arguments) run, ToolRun python)
    {
        var command = OfflineVerifiers.RunCommand(run.Folder, run.Arguments);
        return (python.ExitCode, python.Output) == (command.ExitCode, command.Output) ? ""
            : $"{Path.GetFileName(run.Folder)}: {string.Join(' ', run.Arguments)}\nPython {python.ExitCode}:\n{python.Output}\nC# {command.ExitCode}:\n{command.Output}\n";
    }
}
