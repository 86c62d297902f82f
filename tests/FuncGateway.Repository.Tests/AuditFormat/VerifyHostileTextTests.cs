using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Files that somebody wrote to mislead a verifier or whoever reads its output. Both verifiers read them alike.</summary>
public sealed class VerifyHostileTextTests : IDisposable
{
    private readonly SampleLog _log = SampleLog.Create();
    private readonly AuditVerifier _verifier = new();

    public void Dispose()
    {
        _log.Dispose();
        _verifier.Dispose();
    }

    // The gateway hashes U+FFFD for half of a surrogate pair. An escaped backslash is one character, whatever follows it.
    [Theory]
    [InlineData(@"\ud83e", 0)]
    [InlineData(@"\uDD8A", 0)]
    [InlineData(@"\ud83e\udd8a", 1)]
    [InlineData(@"\\ud83e", 1)]
    public async Task HalfASurrogatePair_IsTheReplacementCharacter(string escape, int exitCode)
    {
        _log.Blocks.AddRange(new SampleChain("calls/2026-11-03/W\ufffd").Add(1).NewestFirst);
        var export = AuditVerifier.Lines(_log.Blocks);
        Assert.Contains(@"W\uFFFD", export, StringComparison.Ordinal);

        var run = await _verifier.VerifyAsync(export.Replace(@"W\uFFFD", $"W{escape}", StringComparison.Ordinal), AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString());

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("""{"chain":"\u001b[2JX","number":1}""")]
    [InlineData("""{"chain":"calls/2026-11-02/\u202eW\ud800","number":1}""")]
    [InlineData("""{"chain":"calls/2026-11-02/W\r\nNo problems.","number":1}""")]
    public async Task Name_WithControlCharacters_IsPrintedVisibly(string line)
    {
        var run = await _verifier.VerifyAsync($"{AuditVerifier.Lines(_log.Blocks)}{line}\n", AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString());

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(run.Output, each => each != '\n' && (char.IsControl(each) || each == '\u202e'));
    }

    [Theory]
    [InlineData("previous", "\"\\n\"")]
    [InlineData("number", "3.0")]
    [InlineData("number", "true")]
    [InlineData("number", "-3")]
    [InlineData("number", "4000000000")]
    [InlineData("lines", "[1]")]
    [InlineData("lines", "{}")]
    [InlineData("lines", "null")]
    [InlineData("details", "\"{\\\"records\\\":8,\\\"records\\\":8}\"")]
    [InlineData("details", "\"{\\\"records\\\":null}\"")]
    [InlineData("details", "\"{\\\"first\\\":\\\"2026-11-02\\\"}\"")]
    [InlineData("details", "\"{\\\"through\\\":\\\"2026-11-02T24:00:00Z\\\"}\"")]
    [InlineData("details", "\"{\\\"last\\\":\\\"2026-11-02T12:00:00.12345678Z\\\"}\"")]
    public async Task Field_OfAnotherType_IsAProblem(string name, string value)
    {
        _log[SampleLog.Second, 3][name] = JsonNode.Parse(value);
        Assert.Equal(1, (await _verifier.VerifyAsync(_log)).ExitCode);
    }

    // One line that contains a line feed has the same bytes as two lines, and another tree.
    [Fact]
    public async Task Lines_JoinedIntoOne_AreBroken()
    {
        var lines = _log[SampleLog.First, 2]["lines"]?.AsArray() ?? [];
        lines[0] = $"{lines[0]}\n{lines[1]}";
        lines.RemoveAt(1);

        var run = await _verifier.VerifyAsync(_log);

        Assert.Contains("broken: calls/2026-11-01/W1, block 2: the lines are not those that were hashed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData(" ")]
    [InlineData("\n")]
    public async Task Signature_WithMoreCharacters_IsBroken(string added)
    {
        _log.Checkpoints[3]["signature"] = $"{_log.Checkpoints[3]["signature"]}{added}";
        Assert.Contains("broken: checkpoint 4: it is not what was signed", (await _verifier.VerifyAsync(_log)).Output, StringComparison.Ordinal);
    }

    // The last character of a signature has four bits that no byte needs.
    [Fact]
    public async Task Signature_InASecondSpelling_IsBroken()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var signature = $"{_log.Checkpoints[3]["signature"]}";
        _log.Checkpoints[3]["signature"] = signature[..^1] + Alphabet[Alphabet.IndexOf(signature[^1], StringComparison.Ordinal) | 1];
        Assert.Contains("broken: checkpoint 4: it is not what was signed", (await _verifier.VerifyAsync(_log)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"entry":1}""")]
    [InlineData("""{"line":"{}","line":"{}"}""")]
    [InlineData("""{"entry":{"line":"{}"},"ending":{"line":"{\"ends\":null}"}}""")]
    public async Task File_ThatIsNotAProof_IsUnreadable(string proof)
    {
        var run = await _verifier.VerifyProofAsync(proof, _log.Keys);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("unreadable: proof.json: ", run.Output, StringComparison.Ordinal);
    }

    // Only a line feed ends a line, the last one needs none, and a mark of the encoding is not expected.
    [Theory]
    [InlineData("\n", "\r\n", 0)]
    [InlineData("\n", "\n\n \n", 0)]
    [InlineData("\n{\"chain\"", "\r{\"chain\"", 1)]
    [InlineData("{\"chain\"", "\ufeff{\"chain\"", 1)]
    public async Task Lines_WithOtherEnds_AreReadAlike(string old, string other, int exitCode)
    {
        var export = AuditVerifier.Lines(_log.Blocks);
        var run = await _verifier.VerifyAsync(export.TrimEnd('\n').Replace(old, other, StringComparison.Ordinal), AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString());
        Assert.Equal(exitCode, run.ExitCode);
    }
}
