using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

public sealed class CheckpointScheduleTests
{
    private const string A = "calls/2026-01-01/A";
    private const string B = "calls/2026-01-01/B";

    [Theory]
    [InlineData(0, 60)]
    [InlineData(0.5, 59.5)]
    [InlineData(55, 5)]
    [InlineData(55.5, 64.5)]
    [InlineData(59.5, 60.5)]
    public void UntilNextMinute_EndsAtAFullMinute_AndIsNeverShort(double second, double expected)
    {
        var minute = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromSeconds(expected), CheckpointSchedule.UntilNextMinute(minute.AddSeconds(second)));
    }

    [Fact]
    public void UntilTurn_IsSomeSeconds() => Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(CheckpointSchedule.UntilTurn(), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)));

    [Theory]
    [InlineData(55, true)]
    [InlineData(56, false)]
    [InlineData(-56, false)]
    public void WhenIdle_IsMetForAboutAnHour(int minutes, bool isMet) =>
        Assert.Equal(isMet, CheckpointSchedule.WhenIdle.IsMetBy(Content(), Samples.Noon.AddMinutes(minutes)));

    [Theory]
    [InlineData(3, "a3", true)]
    [InlineData(2, "a2", true)]
    [InlineData(4, "a4", false)]
    [InlineData(3, "x3", false)]
    public void Covering_IsMetByACheckpointThatNamesAsManyBlocks(long blocks, string hash, bool isMet) =>
        Assert.Equal(isMet, new CheckpointNeed.Covering([new(A, blocks, hash, false)]).IsMetBy(Content(new CheckpointChain(A, 3, "a3", false)), Samples.Noon.AddDays(1)));

    [Fact]
    public void Covering_OfAChainThatIsNotNamed_IsNotMet() =>
        Assert.False(new CheckpointNeed.Covering([new(A, 1, "a1", false), new(B, 1, "b1", false)]).IsMetBy(Content(new CheckpointChain(A, 1, "a1", false)), Samples.Noon));

    private static CheckpointContent Content(params CheckpointChain[] chains) => new(CheckpointContent.CurrentFormat, 1, Samples.Noon, CheckpointContent.NoPrevious, chains);
}
