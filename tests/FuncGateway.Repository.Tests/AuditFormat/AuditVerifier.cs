using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Runs both offline verifiers, docs/operate/verify_audit.py and <c>verify-audit</c> of the local host, on the same files of the test. They must agree in everything they print.</summary>
internal sealed class AuditVerifier : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Directory => _directory.Path;

    public Task<ToolRun> VerifyAsync(SampleLog log, params string[] options) => VerifyAsync(Lines(log.Blocks), Lines(log.Checkpoints), log.Keys.ToJsonString(), options);

    public async Task<ToolRun> VerifyAsync(string export, string checkpoints, string keys, params string[] options) => await RunAsync(await WriteAsync(export, checkpoints, keys, options));

    public async Task<ToolRun> VerifyProofAsync(JsonObject proof, JsonObject keys) => await VerifyProofAsync(proof.ToJsonString(), keys);

    public async Task<ToolRun> VerifyProofAsync(string proof, JsonObject keys) => await RunAsync(
        "--proof", await WriteAsync("proof.json", proof), "--keys", await WriteAsync("keys.json", keys.ToJsonString()));

    /// <summary>Writes the files of a log. Returns the arguments that verify it.</summary>
    public async Task<string[]> WriteAsync(string export, string checkpoints, string keys, params string[] options) =>
        [await WriteAsync("export.jsonl", export), "--checkpoints", await WriteAsync("checkpoints.jsonl", checkpoints), "--keys", await WriteAsync("keys.json", keys), .. options];

    public async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_directory.Combine(name), text);
        return name;
    }

    /// <summary>Returns what both print. The messages of wrong usage are each verifier's own, so those are of <c>verify-audit</c>.</summary>
    public async Task<ToolRun> RunAsync(params string[] arguments)
    {
        var python = await OfflineVerifiers.RunPythonAsync(Directory, arguments);
        var command = OfflineVerifiers.RunCommand(Directory, arguments);
        Assert.Equal((python.ExitCode, python.Output, python.Errors.Length > 0), (command.ExitCode, command.Output, command.Errors.Length > 0));
        return command;
    }

    public static string Lines(IEnumerable<JsonObject> lines) => string.Concat(lines.Select(line => line.ToJsonString() + "\n"));

    public void Dispose() => _directory.Dispose();
}
