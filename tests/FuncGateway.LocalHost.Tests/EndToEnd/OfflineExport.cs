using System.Diagnostics;
using FuncGateway.LocalHost.VerifyAudit;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The audit log of a gateway in files, and what the offline verifiers say of it: docs/operate/verify_audit.py and <c>verify-audit</c>, which must agree.</summary>
internal sealed class OfflineExport : IDisposable
{
    private static readonly (string File, string Path)[] Files =
        [("checkpoints.jsonl", "checkpoints"), ("keys.json", "keys"), ("calls.jsonl", "export?records=true"), ("admin.jsonl", "export?records=true&stream=admin")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("verify");

    public static async Task<OfflineExport> TakeAsync(AdminClient admin)
    {
        var export = new OfflineExport();
        foreach (var (file, path) in Files)
        {
            await File.WriteAllTextAsync(export.PathOf(file), await admin.GetAuditTextAsync(path));
        }

        return export;
    }

    public Task<(int ExitCode, string Output)> VerifyAsync() => RunAsync("calls.jsonl", "admin.jsonl", "--checkpoints", "checkpoints.jsonl", "--keys", "keys.json");

    /// <param name="proof">The response of the admin API.</param>
    public async Task<(int ExitCode, string Output)> VerifyProofAsync(string proof)
    {
        await File.WriteAllTextAsync(PathOf("proof.json"), proof);
        return await RunAsync("--proof", "proof.json", "--keys", "keys.json");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exitCode = new VerifyAuditCommand(output, output, file => File.OpenRead(PathOf(file))).Run(arguments);
        Assert.Equal(await RunPythonAsync(arguments), (exitCode, output.ToString()));
        return (exitCode, output.ToString());
    }

    private async Task<(int ExitCode, string Output)> RunPythonAsync(string[] arguments)
    {
        string[] script = ["-B", Path.Combine(Checkout.Folder("docs"), "operate", "verify_audit.py"), .. arguments];
        using var python = Process.Start(new ProcessStartInfo("python3", script) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("python3 did not start.");
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync() + await errors;
        await python.WaitForExitAsync();
        return (python.ExitCode, output);
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
