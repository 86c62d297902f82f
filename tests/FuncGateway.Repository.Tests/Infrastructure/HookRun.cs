namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>Runs a hook with fake az and azd commands, which answer from a table and record their arguments.</summary>
internal sealed class HookRun : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public HookRun(string azAnswers)
    {
        Directory.CreateDirectory(_directory.Combine("bin"));
        WriteTool("az", azAnswers);
        WriteTool("azd", ":");
        File.WriteAllText(CallLog, "");
    }

    private string CallLog => _directory.Combine("calls");

    public string[] Calls => File.ReadAllLines(CallLog);

    public string StateFile(string name) => _directory.Combine(name);

    public Task<ToolRun> RunAsync(string hook, Dictionary<string, string> environment, params string[] arguments) =>
        ToolRun.StartAsync("sh", [Checkout.PathOf($"infra/hooks/{hook}"), .. arguments], _directory.Path, new Dictionary<string, string>(environment)
        {
            ["PATH"] = $"{_directory.Combine("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["TMPDIR"] = _directory.Path,
            ["STATE"] = _directory.Path,
        });

    public void Dispose() => _directory.Dispose();

    private void WriteTool(string name, string answers)
    {
        var file = _directory.Combine("bin", name);
        File.WriteAllText(file, $"#!/bin/sh\necho \"{name} $*\" >> \"$STATE/calls\"\n{answers}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
