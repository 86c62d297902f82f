using System.Buffers.Text;
using System.Text;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

/// <summary>Every change to a row of four correct checkpoints is found, with its kind and number.</summary>
public sealed class CheckpointCheckTests : IAsyncLifetime, IDisposable
{
    private const string A = "calls/2026-01-01/A";
    private const string B = "calls/2026-01-01/B";
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly InMemoryCheckpointKey _key = new();
    private readonly List<Checkpoint> _row = [];

    public async Task InitializeAsync()
    {
        await AddAsync(Day, [new(A, 1, "a1", false)]);
        await AddAsync(Day.AddMinutes(1), [new(A, 2, "a2", false), new(B, 0, "b", false)]);
        await AddAsync(Day.AddMinutes(2), [new(A, 3, "a3", true), new(B, 1, "b1", false)]);

        // Two days later the chains of the first day are no longer named.
        await AddAsync(Day.AddDays(2), []);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Row_AsWritten_HasNoProblem() => Assert.Empty(Check());

    [Fact]
    public void Row_WithTwoKeys_HasNoProblem()
    {
        _key.Rotate();
        Assert.Empty(Check());
    }

    [Theory]
    [InlineData(0, "Truncated 2", "checkpoint 1 is missing")]
    [InlineData(1, "Truncated 3", "checkpoint 2 is missing")]
    public void Missing_IsTruncated(int index, string expected, string text)
    {
        _row.RemoveAt(index);
        Assert.Equal([expected], Kinds());
        Assert.Contains(text, Check()[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoMissing_AreNamed()
    {
        _row.RemoveRange(0, 2);
        Assert.Contains("checkpoints 1 to 2 are missing", Check()[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_IsFound()
    {
        (_row[1], _row[2]) = (_row[2], _row[1]);
        Assert.Contains("Truncated 3", Kinds());
        Assert.Contains("Broken 2", Kinds());
    }

    [Fact]
    public void Repeated_IsBroken()
    {
        _row.Insert(1, _row[0]);
        Assert.Equal(["Broken 1"], Kinds());
    }

    [Fact]
    public void Renumbered_IsBroken()
    {
        _row.RemoveAt(3);
        _row.Add(_row[2] with { Number = 4 });
        Assert.Equal(["Broken 4"], Kinds());
    }

    [Theory]
    [InlineData("\"blocks\":2", "\"blocks\":1")]
    [InlineData("a2", "a9")]
    [InlineData("\"number\":2", "\"number\": 2")]
    public void ChangedContent_IsNotWhatWasSigned_AndTheNextDoesNotFollow(string old, string changed)
    {
        _row[1] = _row[1] with { Content = _row[1].Content.Replace(old, changed, StringComparison.Ordinal) };
        Assert.Contains("Broken 2", Kinds());
        Assert.Contains("Broken 3", Kinds());
    }

    // The last of 86 characters has four bits that no byte needs, and some readers ignore white space and padding.
    [Fact]
    public void Signature_InASecondSpelling_IsBroken()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var signature = _row[3].Signature;
        foreach (var other in new[] { signature[..^1] + Alphabet[Alphabet.IndexOf(signature[^1], StringComparison.Ordinal) + 1], signature + "==", " " + signature })
        {
            _row[3] = _row[3] with { Signature = other };
            Assert.Equal(["Broken 4"], Kinds());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!")]
    public void ChangedSignature_IsBroken(string signature)
    {
        _row[3] = _row[3] with { Signature = signature };
        Assert.Equal(["Broken 4"], Kinds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"format":"funcgateway-checkpoint-2","number":4,"at":"2026-01-01T00:00:00Z","previous":"","chains":[]}""")]
    [InlineData("""{"format":"funcgateway-checkpoint-1","number":4,"number":4,"at":"2026-01-01T00:00:00Z","previous":"","chains":[]}""")]
    [InlineData("""{"format":"funcgateway-checkpoint-1","number":4,"at":"2026-01-01T00:00:00Z","previous":"","chains":[null]}""")]
    public void OtherContent_IsUnreadable(string content)
    {
        _row[3] = _row[3] with { Content = content };
        Assert.Equal(["Unreadable 4"], Kinds());
    }

    [Fact]
    public void SignedWithAnotherKey_IsAnUnknownKey()
    {
        using var other = new InMemoryCheckpointKey();
        Assert.Equal(["UnknownKey 1", "UnknownKey 2", "UnknownKey 3", "UnknownKey 4"], _row.Aggregate(new CheckpointCheck(other.PublicKeys), Added).Problems.Select(Kind));
    }

    [Fact]
    public async Task KeyIdOfAnotherKey_IsBroken()
    {
        var old = _key.PublicKeys[0].Kid;
        _key.Rotate();
        await AddAsync(Day.AddDays(3), []);
        _row[4] = _row[4] with { KeyId = old };
        Assert.Equal(["Broken 5"], Kinds());
    }

    [Theory]
    [InlineData(2, "a2", false, "Truncated 4")]
    [InlineData(3, "x3", true, "Forked 4")]
    [InlineData(3, "a3", false, "Broken 4")]
    [InlineData(4, "a4", true, "Broken 4")]
    public async Task ChainThatContradictsAnEarlierCheckpoint_IsFoundThoughItIsSigned(long blocks, string hash, bool closed, string expected)
    {
        _row.RemoveAt(3);
        await AddAsync(Day.AddMinutes(3), [new(A, blocks, hash, closed), new(B, 1, "b1", false)]);
        Assert.Equal([expected], Kinds());
    }

    [Fact]
    public async Task ChainThatIsNoLongerNamed_IsTruncated()
    {
        _row.RemoveAt(3);
        await AddAsync(Day.AddDays(1), [new(B, 1, "b1", false)]);
        Assert.Equal(["Truncated 4"], Kinds());
    }

    [Fact]
    public async Task ChainNamedTwice_IsBroken()
    {
        await AddAsync(Day.AddDays(2), [new("calls/2026-01-03/C", 1, "c", false), new("calls/2026-01-03/C", 1, "d", false)]);
        Assert.Equal(["Broken 5"], Kinds());
    }

    [Fact]
    public async Task OlderThanTheOneBefore_IsBroken()
    {
        await AddAsync(Day.AddDays(2).AddTicks(-1), []);
        Assert.Equal(["Broken 5"], Kinds());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59+00:00")]
    public void TimeAtTheEndsOfTheCalendar_IsBroken(string at)
    {
        _row[1] = _row[1] with { Content = _row[1].Content.Replace("2026-01-01T12:01:00", at[..19], StringComparison.Ordinal) };
        Assert.Contains("Broken 2", Kinds());
    }

    [Fact]
    public void Count_IsOfAllThatWereAdded() => Assert.Equal(4, _row.Aggregate(new CheckpointCheck([]), Added).Count);

    // What the gateway did not sign is passed over by the next one, whose number is the next that is free.
    [Theory]
    [InlineData(5, 6)]
    [InlineData(Checkpoint.MaxNumber, 5)]
    public async Task ForgedOne_IsTheOnlyProblem_AndMayBeRemoved(long forged, long next)
    {
        await AddAsync(Day.AddDays(3), [], next);
        _row.Insert(forged < next ? 4 : 5, _row[3] with { Number = forged });
        Assert.Equal([$"Broken {forged}"], Kinds());

        _row.RemoveAll(each => each.Number == forged);
        Assert.Empty(Kinds());
    }

    [Fact]
    public async Task ForgedOnes_DoNotHideThatOthersAreMissing()
    {
        await AddAsync(Day.AddDays(3), []);
        _row[1] = new(2, "", "", "");
        _row.RemoveRange(2, 2);
        Assert.Equal(["Unreadable 2", "Truncated 5"], Kinds());
        Assert.Contains("2 of the checkpoints 2 to 4 are missing", Check()[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TooLongOne_IsUnreadable()
    {
        _row[3] = Checkpoint.Unreadable(4, isTooLong: true);
        Assert.Equal(["Unreadable 4"], Kinds());
        Assert.Contains("longer than", Check()[0].Text, StringComparison.Ordinal);
    }

    // The first three are of the first day, the last one of the third.
    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 0, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 2, false)]
    public void MissingAtTheBeginning_IsNoProblemBeforeAKeptDay(int removed, int firstKept, bool isExcused)
    {
        _row.RemoveRange(0, removed);
        var check = _row.Aggregate(new CheckpointCheck(_key.PublicKeys, DateOnly.FromDateTime(Day.UtcDateTime).AddDays(firstKept)), Added);
        Assert.Equal(isExcused ? [] : [$"Truncated {removed + 1}"], check.Problems.Select(Kind));
    }

    [Fact]
    public void MissingWithinTheKeptDays_IsTruncated()
    {
        _row.RemoveAt(2);
        var check = _row.Aggregate(new CheckpointCheck(_key.PublicKeys, DateOnly.FromDateTime(Day.UtcDateTime).AddDays(1)), Added);
        Assert.Equal(["Truncated 4"], check.Problems.Select(Kind));
    }

    private IReadOnlyList<CheckpointProblem> Check() => _row.Aggregate(new CheckpointCheck(_key.PublicKeys), Added).Problems;

    private IEnumerable<string> Kinds() => Check().Select(Kind);

    private static string Kind(CheckpointProblem problem) => $"{problem.Kind} {problem.Number}";

    private static CheckpointCheck Added(CheckpointCheck check, Checkpoint checkpoint)
    {
        check.Add(checkpoint);
        return check;
    }

    private async Task AddAsync(DateTimeOffset at, IReadOnlyList<CheckpointChain> chains, long? number = null)
    {
        var next = number ?? _row.Count + 1;
        var content = new CheckpointContent(CheckpointContent.CurrentFormat, next, at, _row.Count == 0 ? CheckpointContent.NoPrevious : _row[^1].Hash, chains).Write();
        var signature = await _key.SignAsync(Encoding.UTF8.GetBytes(content), default);
        _row.Add(new(next, content, signature.KeyId, Base64Url.EncodeToString(signature.Value)));
    }
}
