using System.Text.Json;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Runs docs/operate/verify_audit.py many times in one process, because to start Python takes longer than to verify a small log.</summary>
internal static class PythonBatch
{
    private const string Driver =
        """
        import contextlib, io, json, os, sys, traceback
        sys.path.insert(0, sys.argv[1])
        import verify_audit

        for folder, arguments in json.load(open(sys.argv[2], encoding="utf-8")):
            os.chdir(folder)
            output = io.StringIO()
            try:
                with contextlib.redirect_stdout(output):
                    code = verify_audit.main(arguments)
            except Exception:
                code = -1
                traceback.print_exc(file=output)
            print(json.dumps({"ExitCode": code, "Output": output.getvalue(), "Errors": ""}))
        """;

    /// <summary>Returns what each run prints; the exit code is -1 if it failed.</summary>
    /// <param name="directory">Receives a file with the arguments.</param>
    /// <param name="runs">The current folder and the arguments of each.</param>
    public static async Task<IReadOnlyList<ToolRun>> RunAsync(TemporaryDirectory directory, IEnumerable<(string Folder, string[] Arguments)> runs)
    {
        var file = directory.Combine("runs.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(runs.Select(run => new object[] { run.Folder, run.Arguments })));
        var run = await ToolRun.StartAsync("python3", ["-B", "-c", Driver, Checkout.PathOf("docs/operate"), file], directory.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ToolRun>(line) ?? throw new InvalidDataException("The batch printed null."))];
    }
}
