namespace FuncGateway.Repository.Tests.Structure;

/// <summary>.ci/run against a stand-in for dotnet that fails at one step and writes result files: the last line must be true.</summary>
public sealed class CiRunTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        [ "$1" = "$FAIL_AT" ] && code=1
        if [ "$1" = publish ]; then
          for app in "$@"; do :; done
          mkdir -p "$app/.azurefunctions"
          for part in host.json functions.metadata extensions.json .azurefunctions/function.deps.json; do
            [ "$part" = "$MISSING" ] || echo "{}" > "$app/$part"
          done
        fi
        if [ "$1" = test ]; then
          for each in "$@"; do case $each in -p:TestResultsRoot=*) root=${each#*=} ;; esac; done
          for project in $PROJECTS; do
            mkdir -p "$root/$project"
            echo "<Counters total=\"$TOTAL\" executed=\"$EXECUTED\" passed=\"$PASSED\" failed=\"0\" />" > "$root/$project/result.trx"
          done
        fi
        exit "${code:-0}"
        """;

    private static readonly string[] TestProjects = [.. SolutionFile.Projects.Keys.Where(name => name.EndsWith(".Tests", StringComparison.Ordinal))];
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_WhereAllPasses_SumsAllProjectsAndEndsWithZero() =>
        Assert.Equal((0, $"{5 * TestProjects.Length} passed, 0 failed, 0 skipped"), await RunAsync());

    [Fact]
    public async Task Run_WithSkippedTests_CountsThem() =>
        Assert.Equal((0, $"{5 * TestProjects.Length} passed, 0 failed, {TestProjects.Length} skipped"), await RunAsync(total: 6));

    [Fact]
    public async Task Run_WithFailedTests_CountsThemOnce() =>
        Assert.Equal((1, $"{4 * TestProjects.Length} passed, {TestProjects.Length} failed, 0 skipped"), await RunAsync(failAt: "test", passed: 4));

    [Theory]
    [InlineData("restore")]
    [InlineData("build")]
    public async Task Run_ThatCannotBuild_EndsThereWithOneFailure(string step) =>
        Assert.Equal((1, "0 passed, 1 failed, 0 skipped"), await RunAsync(failAt: step));

    [Theory]
    [InlineData("format")]
    [InlineData("publish")]
    [InlineData("run")]
    [InlineData("test")]
    public async Task Run_WithABrokenStep_GoesOnAndCountsOneFailure(string step) =>
        Assert.Equal((1, $"{5 * TestProjects.Length} passed, 1 failed, 0 skipped"), await RunAsync(failAt: step));

    [Theory]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("extensions.json")]
    [InlineData(".azurefunctions/function.deps.json")]
    public async Task Run_WhereThePublishedAppLacksAPart_CountsOneFailure(string part) =>
        Assert.Equal((1, $"{5 * TestProjects.Length} passed, 1 failed, 0 skipped"), await RunAsync(missing: part));

    [Fact]
    public async Task Run_WhereAProjectLeavesNoResults_Fails() =>
        Assert.Equal((1, $"{5 * (TestProjects.Length - 1)} passed, 1 failed, 0 skipped"), await RunAsync(projects: TestProjects.Skip(1)));

    [Fact]
    public async Task Run_WithoutAnyTest_Fails() =>
        Assert.Equal((1, "0 passed, 1 failed, 0 skipped"), await RunAsync(total: 0, executed: 0, passed: 0));

    [Fact]
    public async Task Run_Ended_LeavesNothingBehind()
    {
        await RunAsync();

        Assert.Equal(["bin"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    private async Task<(int ExitCode, string LastLine)> RunAsync(
        string failAt = "", int total = 5, int executed = 5, int passed = 5, IEnumerable<string>? projects = null, string missing = "")
    {
        Directory.CreateDirectory(_directory.Combine("bin"));
        var dotnet = _directory.Combine("bin", "dotnet");
        await File.WriteAllTextAsync(dotnet, Dotnet);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var run = await ToolRun.StartAsync("bash", [Checkout.PathOf(".ci/run")], _directory.Path, new Dictionary<string, string>
        {
            ["PATH"] = $"{_directory.Combine("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["TMPDIR"] = _directory.Path,
            ["FAIL_AT"] = failAt,
            ["MISSING"] = missing,
            ["PROJECTS"] = string.Join(' ', projects ?? TestProjects),
            ["TOTAL"] = $"{total}",
            ["EXECUTED"] = $"{executed}",
            ["PASSED"] = $"{passed}",
        });
        return (run.ExitCode, run.Output.TrimEnd('\n').Split('\n')[^1]);
    }
}
