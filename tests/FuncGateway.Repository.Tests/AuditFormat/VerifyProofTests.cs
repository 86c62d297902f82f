using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>The offline verifiers accept the proof that one record is in the log, and find every change to it.</summary>
public sealed class VerifyProofTests : IDisposable
{
    private readonly SampleLog _log = SampleLog.Create();
    private readonly AuditVerifier _verifier = new();

    public void Dispose()
    {
        _log.Dispose();
        _verifier.Dispose();
    }

    // Block 3 has eight lines, the others four, two and two; the first block is followed by three.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 7)]
    [InlineData(4, 0)]
    public async Task Proof_OfARecord_IsAccepted(int number, int index)
    {
        var run = await _verifier.VerifyProofAsync(Proof(number, index), _log.Keys);
        Assert.Equal((0, "No problems.\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Proof_OfAnEntryAndItsEnding_IsAccepted_AndOfAnotherEndingIsNot()
    {
        // The last entry of block 2 ends in the first line of block 3.
        var both = new JsonObject { ["entry"] = Proof(2, 1), ["ending"] = Proof(3, 0) };
        Assert.Equal(0, (await _verifier.VerifyProofAsync(both, _log.Keys)).ExitCode);

        both["ending"] = Proof(4, 0);
        Assert.Contains("the ending is that of another entry", (await _verifier.VerifyProofAsync(both, _log.Keys)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line", "\"{}\"", "broken: proof: the record does not lead to what checkpoint 4 says")]
    [InlineData("index", "2", "broken: proof: the record does not lead to what checkpoint 4 says")]
    [InlineData("size", "4", "the path does not have the length of one in a tree of this size")]
    [InlineData("size", "99", "the path does not have the length of one in a tree of this size")]
    [InlineData("number", "2", "broken: proof: the record does not lead to what checkpoint 4 says")]
    [InlineData("chain", "\"calls/2026-11-02/W9\"", "broken: proof: the record does not lead to what checkpoint 4 says")]
    [InlineData("path", "[]", "the path does not have the length of one in a tree of this size")]
    [InlineData("following", "[]", "broken: proof: the record does not lead to what checkpoint 4 says")]
    [InlineData("checkpoint", "null", "not yet checkpointed: proof")]
    [InlineData("number", "0", "unreadable: proof.json: the number of the proof is out of range")]
    [InlineData("previous", "\"\"", "unreadable: proof.json: the previous of the proof is not a hash")]
    public async Task Proof_Changed_IsFound(string field, string value, string expected)
    {
        var proof = Proof(3, 3);
        proof[field] = JsonNode.Parse(value);

        var run = await _verifier.VerifyProofAsync(proof, _log.Keys);

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal(value == "null" ? 0 : 1, run.ExitCode);
    }

    [Fact]
    public async Task Proof_FromAnotherLog_IsBroken()
    {
        using var other = SampleLog.Create("other");
        var run = await _verifier.VerifyProofAsync(other.SecondChain.Prove(3, 3, _log.Checkpoints[3]), _log.Keys);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken: proof: the record does not lead to", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_WithAnotherKey_IsBroken()
    {
        using var other = SampleLog.Create();
        var run = await _verifier.VerifyProofAsync(Proof(3, 3), other.Keys);
        Assert.Contains("broken: checkpoint 4: it is not what was signed", run.Output, StringComparison.Ordinal);
        Assert.Contains("unknown key: checkpoint 4", (await _verifier.VerifyProofAsync(Proof(3, 3), new JsonObject { ["keys"] = new JsonArray() })).Output, StringComparison.Ordinal);
    }

    private JsonObject Proof(int number, int index) => _log.SecondChain.Prove(number, index, _log.Checkpoints[3]);
}
