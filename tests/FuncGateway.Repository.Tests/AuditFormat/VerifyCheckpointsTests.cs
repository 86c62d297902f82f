using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>The offline verifiers find every change to the checkpoints and keys.</summary>
public sealed class VerifyCheckpointsTests : IDisposable
{
    private readonly SampleLog _log = SampleLog.Create();
    private readonly AuditVerifier _verifier = new();

    public void Dispose()
    {
        _log.Dispose();
        _verifier.Dispose();
    }

    [Theory]
    [InlineData(0, "truncated: checkpoint 2: checkpoint 1 is missing")]
    [InlineData(1, "truncated: checkpoint 3: checkpoint 2 is missing")]
    public async Task Checkpoint_Deleted_IsTruncated(int index, string expected)
    {
        _log.Checkpoints.RemoveAt(index);
        await AssertFoundAsync(expected);
    }

    // Nothing shows that there was a later one; what it covered is reported.
    [Fact]
    public async Task LastCheckpoint_Deleted_LeavesANote()
    {
        _log.Checkpoints.RemoveAt(3);

        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not yet checkpointed: calls/2026-11-02/W2: its blocks after 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoints_Swapped_AreReordered()
    {
        (_log.Checkpoints[1], _log.Checkpoints[2]) = (_log.Checkpoints[2], _log.Checkpoints[1]);
        await AssertFoundAsync("reordered: checkpoint 2: it follows checkpoint 3", "broken: checkpoint 2: it is older than the one before");
    }

    [Fact]
    public async Task Checkpoint_Duplicated_IsReordered()
    {
        _log.Checkpoints.Insert(1, (JsonObject)_log.Checkpoints[0].DeepClone());
        await AssertFoundAsync("reordered: checkpoint 1: it follows checkpoint 1");
    }

    [Theory]
    [InlineData("\"blocks\":2", "\"blocks\":1")]
    [InlineData("\"closed\":true", "\"closed\":false")]
    [InlineData("2026-11-02T13:00:00", "2026-11-02T13:00:01")]
    public async Task Content_Changed_IsBroken(string old, string changed)
    {
        _log.Checkpoints[2]["content"] = $"{_log.Checkpoints[2]["content"]}".Replace(old, changed, StringComparison.Ordinal).Replace("+00:00", "\\u002B00:00", StringComparison.Ordinal);
        await AssertFoundAsync("broken: checkpoint 3: it is not what was signed", "broken: checkpoint 4: it does not follow the one before");
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("____________________________________________________________________________________AAAAAA")]
    public async Task Signature_Changed_IsBroken(string signature)
    {
        _log.Checkpoints[3]["signature"] = signature;
        await AssertFoundAsync("broken: checkpoint 4: it is not what was signed");
    }

    [Fact]
    public async Task Signature_OfAnotherCheckpoint_IsBroken()
    {
        _log.Checkpoints[3]["signature"] = _log.Checkpoints[2]["signature"]?.DeepClone();
        await AssertFoundAsync("broken: checkpoint 4: it is not what was signed");
    }

    [Fact]
    public async Task Number_Changed_IsBroken()
    {
        _log.Checkpoints[3]["number"] = 5;
        await AssertFoundAsync("broken: checkpoint 5: it was signed as checkpoint 4");
    }

    // The gateway passes over what it did not sign: the next one follows the last one that it did.
    [Fact]
    public async Task ForgedCheckpoint_IsTheOnlyProblem_AndMayBeRemoved()
    {
        _log.AddCheckpoint("2026-11-02T14:00:00Z", number: 6, _log.FirstChain, _log.SecondChain, _log.AdminChain);
        var removed = await _verifier.VerifyAsync(_log);
        var forged = (JsonObject)_log.Checkpoints[3].DeepClone();
        forged["number"] = 5;
        _log.Checkpoints.Insert(4, forged);
        forged = (JsonObject)forged.DeepClone();
        forged["number"] = 9999999999;
        _log.Checkpoints.Add(forged);

        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal(0, removed.ExitCode);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken: checkpoint 5: it was signed as checkpoint 4", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken: checkpoint 9999999999: it was signed as checkpoint 4", run.Output, StringComparison.Ordinal);
        Assert.Contains("Problems: 2.", run.Output, StringComparison.Ordinal);
    }

    // The first two are of 1 November, the other two of 2 November.
    [Theory]
    [InlineData(1, "2026-11-02", null)]
    [InlineData(1, "2026-11-01", "truncated: checkpoint 2: checkpoint 1 is missing")]
    [InlineData(2, "2026-11-02", "truncated: checkpoint 3: checkpoints 1 to 2 are missing")]
    [InlineData(2, "2026-11-03", null)]
    public async Task FirstCheckpoints_MayBeMissingBeforeOneThatIsPastTheRetention(int removed, string from, string? expected)
    {
        _log.Checkpoints.RemoveRange(0, removed);

        var run = await _verifier.VerifyAsync(_log, "--from", from);

        Assert.Equal(expected is null ? 0 : 1, run.ExitCode);
        Assert.Contains(expected ?? "No problems.", run.Output, StringComparison.Ordinal);
    }

    // The clock that it was signed with was weeks behind; the chains that it names show that it is later.
    [Fact]
    public async Task FirstCheckpoints_MayNotBeMissingBeforeOneWhoseTimeIsTooOld()
    {
        _log.AddCheckpoint("2026-10-01T14:00:00Z", _log.FirstChain, _log.SecondChain, _log.AdminChain);
        _log.Checkpoints.RemoveRange(0, 4);

        var run = await _verifier.VerifyAsync(_log, "--from", "2026-11-01");

        Assert.Contains("truncated: checkpoint 5: checkpoints 1 to 4 are missing", run.Output, StringComparison.Ordinal);
    }

    // Whoever can write the store can make a log with checkpoints of their own; not with the gateway's key.
    [Fact]
    public async Task LogAndCheckpoints_MadeWithAnotherKeyOfTheSameName_AreBroken()
    {
        using var other = SampleLog.Create("other");
        var run = await _verifier.VerifyAsync(AuditVerifier.Lines(other.Blocks), AuditVerifier.Lines(other.Checkpoints), _log.Keys.ToJsonString());
        Assert.Contains("broken: checkpoint 1: it is not what was signed", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Key_ThatIsMissing_IsUnknown()
    {
        var keys = new JsonObject { ["keys"] = new JsonArray(_log.Keys["keys"]?[0]?.DeepClone()) };

        var run = await _verifier.VerifyAsync(AuditVerifier.Lines(_log.Blocks), AuditVerifier.Lines(_log.Checkpoints), keys.ToJsonString());

        Assert.Contains("unknown key: checkpoint 3: it was signed with the key 'key-2'", run.Output, StringComparison.Ordinal);
        Assert.Contains("not yet checkpointed: calls/2026-11-02/W2: it can still be replaced", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"kty":"RSA"}]}""")]
    [InlineData("not JSON")]
    [InlineData("""{"keys":[1]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"AQ","y":"AQ"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"AR","y":"AQ"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"A Q","y":"AQ=="}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY","y":"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}]}""")]
    public async Task Keys_ThatAreNone_AreUnreadable(string keys)
    {
        var run = await _verifier.VerifyAsync("", "", keys);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("unreadable: keys.json: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_WithAnotherHashInALaterCheckpoint_IsForkedThoughItIsSigned()
    {
        using var other = SampleLog.Create("other");
        _log.AddCheckpoint("2026-11-02T14:00:00Z", _log.FirstChain, other.SecondChain, _log.AdminChain);
        await AssertFoundAsync("forked: checkpoint 5: it gives block 4 of calls/2026-11-02/W2 another hash than checkpoint 4");
    }

    [Fact]
    public async Task Chain_ThatIsShorterInALaterCheckpoint_IsTruncated()
    {
        _log.AddCheckpoint("2026-11-02T14:00:00Z", _log.FirstChain, new SampleChain(SampleLog.Second).Add(3), _log.AdminChain);
        await AssertFoundAsync("truncated: checkpoint 5: it says that calls/2026-11-02/W2 has 1 blocks, and checkpoint 4 that it has 4");
    }

    [Fact]
    public async Task Chain_ThatIsNoLongerNamed_IsTruncated()
    {
        _log.AddCheckpoint("2026-11-02T14:00:00Z", _log.FirstChain, _log.SecondChain);
        await AssertFoundAsync("truncated: checkpoint 5: it no longer names admin/2026-11-02/W2");
    }

    [Fact]
    public async Task Chain_OfAnEarlierDay_NeedNotBeNamed()
    {
        _log.AddCheckpoint("2026-11-03T00:00:00Z", _log.SecondChain, _log.AdminChain);
        Assert.Equal(0, (await _verifier.VerifyAsync(_log)).ExitCode);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"number":5,"content":"{}","key":"key-1","signature":""}""")]
    [InlineData("""{"number":0,"content":"{}","key":"key-1","signature":""}""")]
    public async Task Line_ThatIsNotACheckpoint_IsUnreadable(string line)
    {
        var run = await _verifier.VerifyAsync(AuditVerifier.Lines(_log.Blocks), $"{AuditVerifier.Lines(_log.Checkpoints)}{line}\n", _log.Keys.ToJsonString());
        Assert.Contains("unreadable: checkpoints.jsonl, line 5: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    private async Task AssertFoundAsync(params string[] expected)
    {
        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.All(expected, each => Assert.Contains(each, run.Output, StringComparison.Ordinal));
    }
}
