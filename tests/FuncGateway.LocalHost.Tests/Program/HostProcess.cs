using System.Collections.Concurrent;
using System.Diagnostics;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.Program;

/// <summary>The local host as a person runs it: a process with a command line, in a process group of its own as under a terminal.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    /// <summary>Standard output and standard error, as on a terminal.</summary>
    public string Output => string.Join('\n', _lines);

    public static HostProcess Start(string[] arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The group of a process that setsid starts has the number of the process. Tests that a script runs in the background ignore Ctrl+C, and so would what they start.
        var start = new ProcessStartInfo("setsid", ["/usr/bin/env", "--default-signal=INT", Environment.ProcessPath ?? "dotnet", typeof(LocalHostApp).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder ?? Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start) ?? throw new InvalidOperationException("The local host did not start."));
    }

    /// <summary>Runs a command to its end. Returns its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var process = Start(arguments, environment: environment);
        return (await process.WaitForExitAsync(), process.Output);
    }

    /// <summary>Returns the first line that contains a text, once it is printed.</summary>
    public async Task<string> ReadAsync(string text)
    {
        var line = "";
        await Eventually.Async(
            () => Task.FromResult((line = _lines.FirstOrDefault(each => each.Contains(text, StringComparison.Ordinal)) ?? "").Length > 0 || _process.HasExited),
            () => $"A line with '{text}' in:\n{Output}");
        return line.Length > 0 ? line : throw new InvalidOperationException($"The process ended without a line with '{text}':\n{Output}");
    }

    /// <summary>Sends what Ctrl+C at a terminal sends, to everything that runs in the group.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", "--", $"-{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var timeout = new CancellationTokenSource(Eventually.Timeout, TimeProvider.System);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
