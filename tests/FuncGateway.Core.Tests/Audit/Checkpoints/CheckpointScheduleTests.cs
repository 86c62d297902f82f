using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

public sealed class CheckpointScheduleTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void IsDueAfterRecords_UntilACheckpointCoversThem(int? coveredUntil, bool isDue) =>
        Assert.Equal(isDue, CheckpointSchedule.IsDueAfterRecords(Samples.Noon, coveredUntil is { } seconds ? Samples.Noon.AddSeconds(seconds) : null));

    [Fact]
    public void IsDueAfterRecords_WithoutAny_IsFalse() => Assert.False(CheckpointSchedule.IsDueAfterRecords(null, null));

    [Theory]
    [InlineData(55, true, false)]
    [InlineData(56, true, true)]
    [InlineData(56, false, false)]
    [InlineData(-56, true, true)]
    public void IsDueWhenIdle_AboutAnHourAfterTheLastCheckpoint_IfThereAreRecords(int minutes, bool hasRecords, bool isDue)
    {
        var last = new Checkpoint(1, new CheckpointContent(CheckpointContent.CurrentFormat, 1, Samples.Noon, CheckpointContent.NoPrevious, []).Write(), "", "");
        Assert.Equal(isDue, CheckpointSchedule.IsDueWhenIdle(last, hasRecords, Samples.Noon.AddMinutes(minutes)));
    }

    [Fact]
    public void IsDueWhenIdle_WithoutAReadableCheckpoint_IsTrue()
    {
        Assert.True(CheckpointSchedule.IsDueWhenIdle(null, hasRecords: true, Samples.Noon));
        Assert.True(CheckpointSchedule.IsDueWhenIdle(new(1, "", "", ""), hasRecords: true, Samples.Noon));
        Assert.False(CheckpointSchedule.IsDueWhenIdle(null, hasRecords: false, Samples.Noon));
    }
}
