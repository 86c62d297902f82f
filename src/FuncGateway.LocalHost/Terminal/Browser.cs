using System.ComponentModel;
using System.Diagnostics;

namespace FuncGateway.LocalHost.Terminal;

/// <summary>The default browser of this machine.</summary>
internal static class Browser
{
    // A program that cannot open it says so at once. One that opens it may run for as long as the browser does.
    private static readonly TimeSpan FailsWithin = TimeSpan.FromSeconds(2);

    /// <summary>Opens a link. Returns false if no program could open it.</summary>
    public static async Task<bool> TryOpenAsync(string link, TimeProvider time, CancellationToken cancellationToken)
    {
        // Windows opens a link that is started like a program, which needs no quoting.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(link) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [link]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start);
            return process is null ? OperatingSystem.IsWindows() : await StaysOrSucceedsAsync(process, time, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }

    private static async Task<bool> StaysOrSucceedsAsync(Process process, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(FailsWithin, time, cancellationToken);
            return process.ExitCode == 0;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
