using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>The offline verifiers accept what a gateway exports, and find every change to it, by kind and place.</summary>
public sealed class VerifyAuditTests : IDisposable
{
    private readonly SampleLog _log = SampleLog.Create();
    private readonly AuditVerifier _verifier = new();

    public void Dispose()
    {
        _log.Dispose();
        _verifier.Dispose();
    }

    [Fact]
    public async Task Log_AsExported_HasNoProblems()
    {
        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(["26 records in 9 blocks, 4 checkpoints.", "No problems."], LinesOf(run));
    }

    [Fact]
    public async Task Log_InTwoFiles_HasNoProblems()
    {
        var (calls, admin) = (_log.Blocks.Where(block => $"{block["chain"]}".StartsWith("calls", StringComparison.Ordinal)), _log.Blocks.Where(block => $"{block["chain"]}".StartsWith("admin", StringComparison.Ordinal)));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, AuditVerifier.Lines(admin));

        var run = await _verifier.VerifyAsync(AuditVerifier.Lines(calls), AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString(), file);

        File.Delete(file);
        Assert.Equal((0, "No problems."), (run.ExitCode, LinesOf(run)[^1]));
    }

    // The export is read in a stream, so its length must not matter: 4,000 lines of a chain, in blocks of every size up to 90.
    [Fact]
    public async Task Log_WithTreesOfEverySize_HasNoProblems()
    {
        for (var size = 1; size < 90; size++)
        {
            _log.SecondChain.Add(size);
        }

        _log.Export();
        _log.AddCheckpoint("2026-11-02T15:00:00Z", _log.FirstChain, _log.SecondChain, _log.AdminChain);
        Assert.Equal("No problems.", LinesOf(await _verifier.VerifyAsync(_log))[^1]);
    }

    [Theory]
    [InlineData("id", "broken: calls/2026-11-02/W2, block 3: the lines are not those that were hashed")]
    [InlineData("tool", "broken: calls/2026-11-02/W2, block 3: the lines are not those that were hashed")]
    public async Task Record_Changed_IsBroken(string field, string expected)
    {
        var lines = Lines(SampleLog.Second, 3);
        var record = JsonNode.Parse((string?)lines[3] ?? "") ?? new JsonObject();
        record[field] = "other";
        lines[3] = record.ToJsonString();
        await AssertFoundAsync(expected);
    }

    [Fact]
    public async Task Record_Deleted_IsBroken()
    {
        Lines(SampleLog.First, 2).RemoveAt(1);
        await AssertFoundAsync("broken: calls/2026-11-01/W1, block 2: the lines are not those that were hashed");
    }

    [Fact]
    public async Task Records_Swapped_AreBroken()
    {
        var lines = Lines(SampleLog.First, 2);
        (lines[1], lines[2]) = (lines[2]?.DeepClone(), lines[1]?.DeepClone());
        await AssertFoundAsync("broken: calls/2026-11-01/W1, block 2: the lines are not those that were hashed");
    }

    // With six lines, a tree that repeats the last leaf to fill up a level would have the same root.
    [Fact]
    public async Task Record_Duplicated_IsBroken()
    {
        var lines = Lines(SampleLog.First, 2);
        lines.Add(lines[^1]?.DeepClone());
        await AssertFoundAsync("broken: calls/2026-11-01/W1, block 2: the lines are not those that were hashed");
    }

    [Fact]
    public async Task Record_MovedToAnotherBlock_IsBroken()
    {
        Lines(SampleLog.First, 3).Add(Lines(SampleLog.First, 2)[1]?.DeepClone());
        await AssertFoundAsync("broken: calls/2026-11-01/W1, block 3: the lines are not those that were hashed");
    }

    [Theory]
    [InlineData("details", """{"stored":1,"records":6}""", "the block is not what was hashed")]
    [InlineData("root", "00", "the root of block 2 of calls/2026-11-01/W1 is not a hash")]
    [InlineData("previous", "1111111111111111111111111111111111111111111111111111111111111111", "the block is not what was hashed")]
    [InlineData("hash", "1111111111111111111111111111111111111111111111111111111111111111", "it is not the block that checkpoint 1 names")]
    [InlineData("chain", "calls/2026-11-01/W9", "calls/2026-11-01/W9, block 2: the block is not what was hashed")]
    public async Task Block_Changed_IsFound(string field, string value, string expected)
    {
        _log[SampleLog.First, 2][field] = value;
        await AssertFoundAsync(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Block_Deleted_IsTruncated(int number)
    {
        _log.Blocks.Remove(_log[SampleLog.First, number]);
        await AssertFoundAsync($"truncated: calls/2026-11-01/W1: block {number} is missing");
    }

    [Fact]
    public async Task LastBlock_Deleted_IsTruncated()
    {
        _log.Blocks.Remove(_log[SampleLog.Second, 4]);
        await AssertFoundAsync("truncated: calls/2026-11-02/W2: its last block is 3; checkpoint 4 says 4");
    }

    [Fact]
    public async Task Blocks_Swapped_AreReordered()
    {
        (_log.Blocks[1], _log.Blocks[2]) = (_log.Blocks[2], _log.Blocks[1]);
        await AssertFoundAsync("reordered: calls/2026-11-02/W2, block 3: it comes after block 2");
    }

    [Fact]
    public async Task Block_Duplicated_IsFound()
    {
        _log.Blocks.Insert(1, (JsonObject)_log.Blocks[1].DeepClone());
        await AssertFoundAsync("broken: calls/2026-11-02/W2, block 3: it occurs twice");
    }

    [Fact]
    public async Task Block_WithASecondVersion_IsForked()
    {
        using var other = SampleLog.Create("other");
        _log.Blocks.Insert(1, (JsonObject)other[SampleLog.Second, 3].DeepClone());
        await AssertFoundAsync("forked: calls/2026-11-02/W2, block 3: there are two blocks with this number");
    }

    [Theory]
    [InlineData("calls/2026-11-02/W9")]
    [InlineData("calls/2026-11-03/W2")]
    [InlineData("admin/2026-11-02/W9")]
    public async Task Chain_ReplayedUnderAnotherName_IsBroken(string name)
    {
        foreach (var block in _log.SecondChain.NewestFirst.Select(block => (JsonObject)block.DeepClone()))
        {
            block["chain"] = name;
            _log.Blocks.Add(block);
        }

        await AssertFoundAsync($"broken: {name}, block 1: it does not begin this chain", $"broken: {name}, block 4: the block is not what was hashed");
    }

    [Fact]
    public async Task Chains_WithTheirNamesSwapped_AreFound()
    {
        foreach (var block in _log.Blocks)
        {
            block["chain"] = (string?)block["chain"] switch { SampleLog.First => SampleLog.Second, SampleLog.Second => SampleLog.First, var name => name };
        }

        await AssertFoundAsync("forked: calls/2026-11-02/W2, block 4", "broken: calls/2026-11-01/W1, block 1: it does not begin this chain");
    }

    [Fact]
    public async Task Chain_Twice_IsReordered()
    {
        _log.Blocks.AddRange(_log.SecondChain.NewestFirst.Select(block => (JsonObject)block.DeepClone()));
        await AssertFoundAsync("reordered: calls/2026-11-02/W2, block 4: the blocks of this chain are not together, or the chain occurs twice");
    }

    [Theory]
    [InlineData(SampleLog.First, 2, 4)]
    [InlineData(SampleLog.Admin, 4, 1)]
    public async Task Chain_Deleted_IsTruncated(string chain, int checkpoint, int blocks)
    {
        _log.Blocks.RemoveAll(block => (string?)block["chain"] == chain);
        await AssertFoundAsync($"truncated: {chain}: it is missing; checkpoint {Math.Max(checkpoint, 4)} says that it has {blocks} blocks");
    }

    [Fact]
    public async Task Log_TruncatedToNothing_IsTruncated()
    {
        _log.Blocks.Clear();
        await AssertFoundAsync(
            $"truncated: {SampleLog.Admin}: it is missing", $"truncated: {SampleLog.First}: it is missing", $"truncated: {SampleLog.Second}: it is missing");
    }

    [Fact]
    public async Task Log_RewrittenFromTheStart_IsForked()
    {
        using var other = SampleLog.Create("other");
        _log.Blocks.Clear();
        _log.Blocks.AddRange(other.Blocks.Select(block => (JsonObject)block.DeepClone()));

        await AssertFoundAsync("forked: calls/2026-11-01/W1, block 2: it is not the block that checkpoint 1 names", "forked: calls/2026-11-01/W1, block 4: it is not the block that checkpoint 2 names");
    }

    [Theory]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-01", false)]
    public async Task Day_BeforeTheRetention_MayBeMissing(string since, bool isAccepted)
    {
        _log.Blocks.RemoveAll(block => (string?)block["chain"] == SampleLog.First);
        Assert.Equal(isAccepted ? 0 : 1, (await _verifier.VerifyAsync(_log, "--from", since)).ExitCode);
    }

    [Fact]
    public async Task Day_BeforeTheRetention_MayNotBeMissingInPart()
    {
        var other = new SampleChain("calls/2026-11-01/W0").Add(1);
        _log.AddCheckpoint("2026-11-02T14:00:00Z", _log.FirstChain, _log.SecondChain, _log.AdminChain, other);

        var run = await _verifier.VerifyAsync(_log, "--from", "2026-11-02");

        Assert.Contains("truncated: calls/2026-11-01/W0: it is missing", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ThatWasNotExported_IsNotMissedIfThatIsSaid()
    {
        _log.Blocks.RemoveAll(block => (string?)block["chain"] == SampleLog.Admin);
        Assert.Equal(0, (await _verifier.VerifyAsync(_log, "--stream", "calls")).ExitCode);
    }

    [Fact]
    public async Task Blocks_AfterTheLastCheckpoint_AreANote()
    {
        _log.SecondChain.Add(1);
        _log.Export();

        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not yet checkpointed: calls/2026-11-02/W2: its blocks after 4", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(4, 5, false)]
    public async Task MissingBlock_WithAtMostThreeAfterIt_IsAnUnfinishedTail_IfNoneSaysThatItWasStored(int stored, int laterStored, bool isCrash)
    {
        _log.SecondChain.Add(1).Add(1, stored: stored).Add(1, stored: stored).Add(1, stored: laterStored);
        _log.Export();
        _log.Blocks.Remove(_log[SampleLog.Second, 5]);

        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal(isCrash ? 0 : 1, run.ExitCode);
        Assert.Contains($"{(isCrash ? "unfinished tail" : "truncated")}: calls/2026-11-02/W2: block 5 is missing", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingBlock_WithFourAfterIt_IsTruncated()
    {
        _log.SecondChain.Add(1).Add(1, stored: 4).Add(1, stored: 4).Add(1, stored: 4).Add(1, stored: 4);
        _log.Export();
        _log.Blocks.Remove(_log[SampleLog.Second, 5]);
        await AssertFoundAsync("truncated: calls/2026-11-02/W2: block 5 is missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"chain":"calls/2026-11-02/W2"}""")]
    [InlineData("""{"chain":"calls/2026-11-02/W2","chain":"calls/2026-11-02/W3","number":1}""")]
    [InlineData("""{"chain":"calls/2026-11-02/W2","number":99999999999999999999}""")]
    [InlineData("""{"chain":"../W2","number":1}""")]
    public async Task Line_ThatIsNotABlock_IsUnreadable(string line)
    {
        var run = await _verifier.VerifyAsync($"{AuditVerifier.Lines(_log.Blocks)}{line}\n", AuditVerifier.Lines(_log.Checkpoints), _log.Keys.ToJsonString());
        Assert.Equal(line.Length == 0 ? "No problems." : "Problems: 1.", LinesOf(run)[^1]);
        Assert.Equal(line.Length > 0, run.Output.Contains("unreadable: export.jsonl, line 10: ", StringComparison.Ordinal));
    }

    private JsonArray Lines(string chain, int number) => _log[chain, number]["lines"]?.AsArray() ?? [];

    private async Task AssertFoundAsync(params string[] expected)
    {
        var run = await _verifier.VerifyAsync(_log);

        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.All(expected, each => Assert.Contains(each, run.Output, StringComparison.Ordinal));
    }

    private static string[] LinesOf(ToolRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
