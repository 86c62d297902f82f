using System.ComponentModel;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.VerifyAudit;

namespace FuncGateway.Repository.Tests.AuditFormat;

internal static class OfflineVerifiers
{
    public static async Task<ToolRun> RunPythonAsync(string directory, params string[] arguments)
    {
        try
        {
            // -B: no compiled copy is left in the checkout.
            return await ToolRun.StartAsync("python3", ["-B", Checkout.PathOf("docs/operate/verify_audit.py"), .. arguments], directory);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("These tests run docs/operate/verify_audit.py and need Python 3.9 or later as 'python3'; there is none on this machine.", e);
        }
    }

    /// <summary>Runs the command in this process.</summary>
    public static ToolRun RunCommand(string directory, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = new VerifyAuditCommand(output, errors, name => File.OpenRead(Path.Combine(directory, name))).Run(arguments);
        return new(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Starts the local host with the command, as a person would.</summary>
    public static Task<ToolRun> StartLocalHostAsync(string directory, params string[] arguments) =>
        ToolRun.StartAsync("dotnet", [typeof(LocalHostApp).Assembly.Location, "verify-audit", .. arguments], directory);
}
