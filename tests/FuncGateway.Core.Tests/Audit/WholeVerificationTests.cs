using FuncGateway.Core.Audit;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Audit;

public sealed class WholeVerificationTests
{
    private readonly AuditBench _bench = new();
    private readonly InMemoryVerificationStore _store = new();

    private RecordedLog Log { get; } = new();

    [Fact]
    public async Task RunAsync_OfACleanLog_KeepsTheTimeAndTheNumberOfRecords()
    {
        await _bench.CallAsync();

        var report = await Whole().RunAsync(default);

        Assert.Equal(new LastVerification(_bench.Time.GetUtcNow(), true, report.Records, 0), await _store.FindAsync(default));
        Assert.NotEqual(0, report.Records);
    }

    [Fact]
    public async Task RunDailyAsync_OfAChangedLog_KeepsAndLogsTheProblems()
    {
        await _bench.CallAsync();
        _bench.Store.Put(_bench.Store.Blocks[0] with { Lines = "{}"u8.ToArray() });

        await Whole().RunDailyAsync(default);

        var last = await _store.FindAsync(default);
        Assert.Equal((false, true), (last?.Ok, last?.Problems > 0));
        Assert.Contains(Log.Lines, line => line.Contains("was modified", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunDailyAsync_WhenTheLogCannotBeRead_KeepsTheResultBefore()
    {
        await Whole().RunAsync(default);
        var before = await _store.FindAsync(default);
        _bench.Time.Advance(TimeSpan.FromDays(1));
        _bench.Store.Outage.Down = true;

        await Whole().RunDailyAsync(default);

        Assert.Equal(before, await _store.FindAsync(default));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public async Task RunIfDueAsync_VerifiesOnceADay(int? hoursSince, bool isDue)
    {
        var last = hoursSince is { } hours ? new LastVerification(_bench.Time.GetUtcNow().AddHours(-hours), false, 7, 1) : null;
        if (last is not null)
        {
            await _store.SaveAsync(last, default);
        }

        await Whole().RunIfDueAsync(default);

        Assert.Equal(isDue, await _store.FindAsync(default) != last);
    }

    [Fact]
    public async Task RunIfDueAsync_WhenTheStoreDoesNotAnswer_LogsIt()
    {
        _store.Outage.Down = true;

        await Whole().RunIfDueAsync(default);

        Assert.Contains(Log.Lines, line => line.Contains("was not completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_WhenTheResultCannotBeKept_StillReturnsTheReport()
    {
        _store.Outage.Down = true;

        Assert.True((await Whole().RunAsync(default)).Ok);
    }

    private WholeVerification Whole() => new(_bench.Verification, _store, _bench.Time, new LoggerFactory([Log]).CreateLogger<WholeVerification>());
}
