using System.ComponentModel;
using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Runs docs/operate/verify_audit.py on files of the test.</summary>
internal sealed class AuditVerifier : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public Task<ToolRun> VerifyAsync(SampleLog log, params string[] options) => VerifyAsync(Lines(log.Blocks), Lines(log.Checkpoints), log.Keys.ToJsonString(), options);

    public async Task<ToolRun> VerifyAsync(string export, string checkpoints, string keys, params string[] options) => await RunAsync(
        [await WriteAsync("export.jsonl", export), "--checkpoints", await WriteAsync("checkpoints.jsonl", checkpoints), "--keys", await WriteAsync("keys.json", keys), .. options]);

    public async Task<ToolRun> VerifyProofAsync(JsonObject proof, JsonObject keys) => await RunAsync(
        ["--proof", await WriteAsync("proof.json", proof.ToJsonString()), "--keys", await WriteAsync("keys.json", keys.ToJsonString())]);

    public async Task<ToolRun> RunAsync(params string[] arguments)
    {
        try
        {
            // -B: no compiled copy is left in the checkout.
            return await ToolRun.StartAsync("python3", ["-B", Checkout.PathOf("docs/operate/verify_audit.py"), .. arguments], _directory.Path);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("These tests run docs/operate/verify_audit.py and need Python 3.9 or later as 'python3'; there is none on this machine.", e);
        }
    }

    public static string Lines(IEnumerable<JsonObject> lines) => string.Concat(lines.Select(line => line.ToJsonString() + "\n"));

    public void Dispose() => _directory.Dispose();

    private async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_directory.Combine(name), text);
        return name;
    }
}
