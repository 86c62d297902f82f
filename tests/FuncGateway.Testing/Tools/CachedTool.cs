using System.Diagnostics;
using FuncGateway.LocalHost;
using Xunit;

namespace FuncGateway.Testing.Tools;

/// <summary>A program that tests need, kept among the files of the build so that it is installed once.</summary>
public static class CachedTool
{
    /// <summary>Returns the path of PowerShell 7.</summary>
    public static Task<string> PowerShellAsync() => DotNetAsync("PowerShell", "7.6.9", "pwsh");

    /// <summary>Returns the path of a dotnet tool's program.</summary>
    public static async Task<string> DotNetAsync(string package, string version, string command)
    {
        var folder = Path.Combine(Checkout.Folder("tests/FuncGateway.Testing/obj"), $"{package}-{version}");
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{command}.exe" : command);
        if (File.Exists(program))
        {
            return program;
        }

        // Moved into place, so that an interrupted installation is not taken for one.
        var written = $"{folder}.{Guid.NewGuid():N}";
        var (code, text) = await RunAsync("dotnet", "tool", "install", package, "--version", version, "--tool-path", written);
        Assert.True(code == 0, $"The tests need {package} {version}, and 'dotnet tool install' failed:\n{text}");
        try
        {
            Directory.Move(written, folder);
        }
        catch (IOException) when (File.Exists(program))
        {
            Directory.Delete(written, recursive: true);
        }

        return program;
    }

    /// <summary>Returns the path of a program of the system. On Debian and Ubuntu it is installed if it is missing.</summary>
    public static async Task<string> SystemAsync(string command)
    {
        if (Find(command) is { } found)
        {
            return found;
        }

        var text = "It is missing, and only root can install it with apt.";
        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            await RunAsync("apt-get", "update", "-q");
            (_, text) = await RunAsync("apt-get", "install", "-y", "-q", command);
        }

        return Find(command) ?? throw new InvalidOperationException($"The tests need {command} on the PATH. {text}");
    }

    /// <summary>Runs a program to its end, and returns its exit code and all that it wrote.</summary>
    public static async Task<(int Code, string Text)> RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static string? Find(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
}
