using System.Buffers.Text;
using System.Text;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>A log of several days, each with a few checkpoints: which are read to verify some days, and which are deleted.</summary>
public sealed class CheckpointDaysTests
{
    private const int Days = 12;
    private const int PerDay = 4;
    private readonly AuditBench _bench = new(options: new AuditOptions { Retention = TimeSpan.FromDays(7) });

    private static DateOnly FirstDay { get; } = DateOnly.FromDateTime(Samples.Noon.UtcDateTime);

    [Fact]
    public async Task Verify_OfADay_ReadsTheCheckpointsThatMayNameIt()
    {
        await WriteAsync();
        var day = FirstDay.AddDays(8);
        _bench.CheckpointStore.Reads.Clear();

        var report = await _bench.Verification.RunAsync(new DayRange(day, day), default);

        Assert.True(report.Ok);
        Assert.Equal((2 * PerDay, 0, 1), ((int)report.Records, (int)report.BlocksNotYetCheckpointed, report.Chains));

        // The one before, those of the day and of the next one, and the one that ends the reading.
        Assert.Equal(2 + (2 * PerDay), report.Checkpoints);
        Assert.InRange(_bench.CheckpointStore.Reads.Count, 0, 2 + (2 * PerDay) + 10);
    }

    [Theory]
    [InlineData(7, 9)]
    [InlineData(10, 11)]
    [InlineData(11, 30)]
    [InlineData(40, 50)]
    public async Task Verify_OfDays_FindsNothingInALogAsWritten(int first, int last)
    {
        await WriteAsync();
        Assert.Empty((await _bench.Verification.RunAsync(new DayRange(FirstDay.AddDays(first), FirstDay.AddDays(last)), default)).Problems);
    }

    // Those of one day, of two, and of all days up to it.
    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 9)]
    [InlineData(0, 8)]
    public async Task Verify_OfADayWithoutItsCheckpoints_IsTruncated(int first, int last)
    {
        await WriteAsync();
        Remove(first, last);
        var day = FirstDay.AddDays(8);

        Assert.Contains((await _bench.Verification.RunAsync(new DayRange(day, day), default)).Problems, problem => problem.Kind == AuditProblemKind.Truncated);
        Assert.Contains((await _bench.Verification.RunAsync(default)).Problems, problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task Verify_OfADayWhoseRecordsWereRewritten_IsForked()
    {
        await WriteAsync();
        var day = FirstDay.AddDays(8);
        var block = _bench.Store.Blocks.First(block => block.Chain.Day == day && block.Number == 2);
        _bench.Store.Put(AuditBlock.After(_bench.Store.Blocks.First(before => before.Chain == block.Chain && before.Number == 1).Head, Tampering.WithLines(block, [.. block.ReadLines().Select(line => line + " ")]).Lines, BlockDetails.Read(block.Details)!));

        Assert.Contains((await _bench.Verification.RunAsync(new DayRange(day, day), default)).Problems, problem => problem.Kind == AuditProblemKind.Forked);
        Assert.Empty((await _bench.Verification.RunAsync(new DayRange(day.AddDays(1), day.AddDays(1)), default)).Problems);
    }

    [Fact]
    public async Task Verify_OfADayAmongForgedCheckpoints_FindsItsOwn()
    {
        await WriteAsync();
        var day = FirstDay.AddDays(8);
        var numbers = Numbers(8, 8);
        _bench.CheckpointStore.Put(Checkpoint.Unreadable(numbers[1]));
        _bench.CheckpointStore.Put(Checkpoint.Unreadable(Checkpoint.MaxNumber));

        var report = await _bench.Verification.RunAsync(new DayRange(day, day), default);

        Assert.Contains(report.Problems, problem => problem.Where == $"checkpoint {numbers[1]}");
        Assert.Equal(0, report.BlocksNotYetCheckpointed);
    }

    [Fact]
    public async Task Verify_OfTheWholeLog_ReportsWhatIsNotACheckpoint()
    {
        await WriteAsync();
        _bench.CheckpointStore.Strangers.Add("checkpoints/name");

        var problem = Assert.Single((await _bench.Verification.RunAsync(default)).Problems);

        Assert.Equal((AuditProblemKind.Unreadable, "checkpoints/name"), (problem.Kind, problem.Where));
    }

    [Fact]
    public async Task Retention_DeletesTheCheckpointsOfDeletedDays_AndVerificationStaysClean()
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);

        // It is day 12, so days 5 to 11 are kept. Those of day 4 name day 3 and 4; the last one of day 3 remains as well.
        var deleted = await _bench.CheckpointRetention.RunAsync(default);

        Assert.Equal((4 * PerDay) - 1, deleted);
        Assert.Equal(4 * PerDay, _bench.CheckpointStore.All[0].Number);
        Assert.Empty((await _bench.Verification.RunAsync(default)).Problems);
        Assert.Empty((await _bench.Verification.RunAsync(new DayRange(FirstDay, FirstDay.AddDays(6)), default)).Problems);
        Assert.Equal(0, await _bench.CheckpointRetention.RunAsync(default));
        Assert.Equal((Days * PerDay) + 1, (await _bench.CheckpointAsync()).Number);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(10)]
    public async Task Verify_AfterTheRetention_StillReportsCheckpointsOfKeptDaysThatAreMissingAtTheBeginning(int last)
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        await _bench.CheckpointRetention.RunAsync(default);
        Remove(0, last);

        Assert.Contains((await _bench.Verification.RunAsync(default)).Problems, problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task Retention_WhileTheRecordsOfAPastDayAreKept_KeepsItsCheckpoints()
    {
        await WriteAsync();

        Assert.Equal(0, await _bench.CheckpointRetention.RunAsync(default));
    }

    // An instance whose clock is weeks behind signs one of a kept day with an old time.
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task Retention_DeletesNoCheckpointOfAKeptDay_WhateverTimeLaterOnesHave(int day)
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        foreach (var number in Numbers(day, day).Skip(1))
        {
            await PutAsync(number, Samples.Noon.AddDays(-30));
        }

        await _bench.CheckpointRetention.RunAsync(default);

        Assert.Equal(4 * PerDay, _bench.CheckpointStore.All[0].Number);
    }

    // Its own time is past the retention; the chains that it names are not.
    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    public async Task Verify_WithoutTheCheckpointsBeforeOneWhoseTimeIsTooOld_IsTruncated(int day)
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        await PutAsync(Numbers(day, day)[0], Samples.Noon.AddDays(-30));
        Remove(0, day - 1);

        Assert.Contains((await _bench.Verification.RunAsync(default)).Problems, problem => problem.Kind == AuditProblemKind.Truncated);
    }

    [Fact]
    public async Task Verify_WhenTheNewestCheckpointWasReplaced_IsForked()
    {
        await WriteAsync();
        await PutAsync(Days * PerDay, _bench.Time.GetUtcNow());

        Assert.Contains((await _bench.Verification.RunAsync(default)).Problems, problem => (problem.Kind, problem.Where) == (AuditProblemKind.Forked, $"checkpoint {Days * PerDay}"));
    }

    [Fact]
    public async Task Retention_AmongForgedCheckpoints_DeletesThoseBeforeTheLastThatIsNotNeeded()
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        _bench.CheckpointStore.Put(Checkpoint.Unreadable(2));
        _bench.CheckpointStore.Put(Checkpoint.Unreadable(4 * PerDay));

        Assert.Equal((4 * PerDay) - 2, await _bench.CheckpointRetention.RunAsync(default));

        Assert.Equal((4 * PerDay) - 1, _bench.CheckpointStore.All[0].Number);
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(8, 8)]
    public async Task Verify_WhenTheNewestCheckpointIsGone_IsTruncated(int first, int last)
    {
        await WriteAsync();
        _bench.CheckpointStore.Remove(Days * PerDay);

        var days = last == 11 ? DayRange.All : new DayRange(FirstDay.AddDays(first), FirstDay.AddDays(last));
        var problem = Assert.Single((await _bench.Verification.RunAsync(days, default)).Problems);

        Assert.Equal((AuditProblemKind.Truncated, $"checkpoint {Days * PerDay}"), (problem.Kind, problem.Where));
    }

    [Fact]
    public async Task Retention_OfAContainerWithAPolicy_DeletesNothingAndSaysSoOnce()
    {
        await WriteAsync();
        await _bench.Retention.RunAsync(default);
        _bench.CheckpointStore.IsImmutable = true;

        Assert.Equal(0, await _bench.CheckpointRetention.RunAsync(default));
        Assert.Equal(0, await _bench.CheckpointRetention.RunAsync(default));

        Assert.Single(_bench.Logged.Lines, line => line.Contains("a policy of their container", StringComparison.Ordinal));
        Assert.Equal(Days * PerDay, _bench.CheckpointStore.All.Count);
    }

    // Noon of the first day is when the bench begins.
    private async Task WriteAsync()
    {
        for (var day = 0; day < Days; day++)
        {
            for (var number = 0; number < PerDay; number++)
            {
                await _bench.CallAsync();
                await _bench.CheckpointAsync();
                _bench.Time.Advance(TimeSpan.FromMinutes(1));
            }

            _bench.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(PerDay));
        }

        await _bench.Chains.RunAsync(default);
    }

    private async Task PutAsync(long number, DateTimeOffset at)
    {
        var before = _bench.CheckpointStore.All.Single(each => each.Number == number);
        Assert.True(CheckpointContent.TryRead(before.Content, out var content));
        var text = (content with { At = at }).Write();
        var signature = await _bench.CheckpointKey.SignAsync(Encoding.UTF8.GetBytes(text), default);
        _bench.CheckpointStore.Put(new(number, text, signature.KeyId, Base64Url.EncodeToString(signature.Value)));
    }

    private long[] Numbers(int first, int last) => [.. Enumerable.Range((first * PerDay) + 1, (last - first + 1) * PerDay)];

    private void Remove(int first, int last)
    {
        foreach (var number in Numbers(first, last))
        {
            _bench.CheckpointStore.Remove(number);
        }
    }
}
