namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>The arguments and files of the offline verifiers.</summary>
public sealed class VerifyUsageTests : IDisposable
{
    private readonly SampleLog _log = SampleLog.Create();
    private readonly AuditVerifier _verifier = new();

    public void Dispose()
    {
        _log.Dispose();
        _verifier.Dispose();
    }

    [Theory]
    [InlineData("", "--keys is missing")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl", "--keys is missing")]
    [InlineData("--keys keys.json", "No export was named.")]
    [InlineData("--keys keys.json --checkpoints checkpoints.jsonl", "No export was named.")]
    [InlineData("export.jsonl --keys keys.json", "--checkpoints is missing. Accepted: one or more exports with --checkpoints, or --proof.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys", "--keys has no value.")]
    [InlineData("export.jsonl --checkpoints --keys keys.json", "--checkpoints has no value.")]
    [InlineData("--proof proof.json --keys keys.json export.jsonl", "--proof is verified on its own")]
    [InlineData("--proof proof.json --keys keys.json --checkpoints checkpoints.jsonl", "--proof is verified on its own")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --from yesterday", "--from is 'yesterday'. Accepted: a day such as 2026-01-31.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --from 2026-02-30", "--from is '2026-02-30'. Accepted: a day such as 2026-01-31.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --from 20260131", "--from is '20260131'. Accepted: a day such as 2026-01-31.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --from 2026-W05-6", "--from is '2026-W05-6'. Accepted: a day such as 2026-01-31.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --from ٢٠٢٦-٠١-٣١", "--from is '٢٠٢٦-٠١-٣١'. Accepted: a day such as 2026-01-31.")]
    [InlineData("export.jsonl --check checkpoints.jsonl --keys keys.json", "'--check' is not an option.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --stream both", "--stream is 'both'. Accepted: calls, admin.")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys keys.json --quiet", "'--quiet' is not an option. Accepted: --checkpoints, --keys, --from, --stream, --proof.")]
    [InlineData("none.jsonl --checkpoints checkpoints.jsonl --keys keys.json", "none.jsonl: No such file or directory")]
    [InlineData("export.jsonl --checkpoints none.jsonl --keys keys.json", "none.jsonl: No such file or directory")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys none.json", "none.json: No such file or directory")]
    [InlineData("export.jsonl --checkpoints checkpoints.jsonl --keys .", ".: ")]
    [InlineData("--proof none.json --keys keys.json", "none.json: No such file or directory")]
    public async Task Usage_ThatIsWrong_Is2(string arguments, string expected)
    {
        await WriteAsync();

        var run = await _verifier.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WithoutAName_Is2()
    {
        string[] arguments = [.. await WriteAsync(), ""];
        Assert.Equal((2, ""), (await _verifier.RunAsync(arguments) is var run ? run.ExitCode : -1, run.Output));
    }

    [Theory]
    [InlineData("--keys=keys.json --checkpoints=checkpoints.jsonl export.jsonl")]
    [InlineData("--keys keys.json export.jsonl --checkpoints checkpoints.jsonl --from=2026-11-01")]
    [InlineData("--keys keys.json --checkpoints checkpoints.jsonl -- export.jsonl")]
    public async Task Arguments_InOtherForms_AreAccepted(string arguments)
    {
        await WriteAsync();
        Assert.Equal((0, ""), (await _verifier.RunAsync(arguments.Split(' ')) is var run ? run.ExitCode : -1, run.Errors));
    }

    [Fact]
    public void Help_IsPrinted()
    {
        var run = OfflineVerifiers.RunCommand(_verifier.Directory, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("Usage: FuncGateway.LocalHost verify-audit EXPORT... --checkpoints FILE --keys FILE", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfBoth_SaysTheSameOfEachOption()
    {
        var python = string.Join(' ', (await OfflineVerifiers.RunPythonAsync(_verifier.Directory, "--help")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string[] lines = [.. OfflineVerifiers.RunCommand(_verifier.Directory, "--help").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        Assert.Contains(lines[^1], python, StringComparison.Ordinal);
        Assert.All(lines.Where(line => line.StartsWith("  --", StringComparison.Ordinal)), line => Assert.Contains(line[18..], python, StringComparison.Ordinal));
    }

    // The local host would otherwise write its keys and the data of the storage emulator to the current folder.
    [Fact]
    public async Task LocalHost_StartedWithTheCommand_OnlyReadsTheFiles()
    {
        var arguments = await WriteAsync();
        var before = Directory.EnumerateFileSystemEntries(_verifier.Directory).Order().ToList();

        var accepted = await OfflineVerifiers.StartLocalHostAsync(_verifier.Directory, arguments);
        var refused = await OfflineVerifiers.StartLocalHostAsync(_verifier.Directory, "export.jsonl");

        Assert.Equal((0, "26 records in 9 blocks, 4 checkpoints.\nNo problems.\n", ""), (accepted.ExitCode, accepted.Output.ReplaceLineEndings("\n"), accepted.Errors));
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(_verifier.Directory).Order());
    }

    private Task<string[]> WriteAsync() => _verifier.WriteAsync(AuditVerifier.Lines(_log.Blocks), AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString());
}
