using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>The built <c>fgw</c> as a process of its own, in a folder that has nothing of this user's.</summary>
internal sealed class FgwProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private FgwProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program, next to the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "fgw.exe" : "fgw");

    // Where the runtime of these tests is, for programs that look for one.
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    public StreamReader Output => _process.StandardOutput;

    // Tests that a script runs in the background ignore Ctrl+C, and so would what they start.
    /// <inheritdoc cref="StartProgram"/>
    public static FgwProcess Start(string folder, IReadOnlyDictionary<string, string> variables, params string[] args) => OperatingSystem.IsLinux()
        ? StartProgram("/usr/bin/env", folder, variables, ["--default-signal=INT", Program, .. args])
        : StartProgram(Program, folder, variables, args);

    /// <param name="folder">The current folder. The user's configuration and data are in it too.</param>
    /// <param name="variables">Variables of the environment. Those of this process that are about a gateway are not passed on.</param>
    public static FgwProcess StartProgram(string program, string folder, IReadOnlyDictionary<string, string> variables, params string[] args) => new(Begin(program, folder, variables, args));

    /// <summary>Runs it to its end.</summary>
    public static Task<FgwResult> RunAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] args) => RunProgramAsync(Program, folder, variables, args);

    /// <summary>Runs another program as <c>fgw</c> is run, to its end.</summary>
    public static async Task<FgwResult> RunProgramAsync(string program, string folder, IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        await using var process = StartProgram(program, folder, variables, args);
        var output = await process.Output.ReadToEndAsync().WaitAsync(Eventually.Timeout, TimeProvider.System);
        return await process.EndAsync() with { Output = output };
    }

    private static Process Begin(string program, string folder, IReadOnlyDictionary<string, string> variables, string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FuncGateway", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in new Dictionary<string, string> { ["HOME"] = folder, ["XDG_CONFIG_HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["APPDATA"] = folder, ["LOCALAPPDATA"] = folder, ["DOTNET_ROOT"] = DotNet, ["DOTNET_NOLOGO"] = "1" }.Concat(variables))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        return process;
    }

    /// <summary>As Ctrl+C on a terminal.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The exit code and the error output, when it has ended.</summary>
    public async Task<FgwResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Eventually.Timeout, TimeProvider.System);
        return new FgwResult(_process.ExitCode, "", await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
