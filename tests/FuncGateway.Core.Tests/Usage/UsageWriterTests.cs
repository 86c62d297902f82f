using FuncGateway.Core.Usage;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Usage;

public sealed class UsageWriterTests : IDisposable
{
    private readonly Signal _changed = new();
    private readonly SteppedTime _time;
    private readonly UsageCounts _counts = new();
    private readonly UsageOptions _options = new() { StoreEvery = TimeSpan.FromSeconds(20) };
    private readonly InMemoryUsageStore _store;
    private readonly RecordingLogger<UsageWriter> _log = new();
    private readonly UsageWriter _writer;

    public UsageWriterTests()
    {
        (_time, _store) = (new(Samples.Noon), new(_changed));
        _writer = NewWriter();
    }

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task Counts_AreSavedAtIntervals_AndWhenTheHostStops()
    {
        _counts.Add(UsageBuilder.Call());
        await _writer.StartAsync(default);

        await _time.PassOnceWaitedForAsync(_options.StoreEvery);
        await _changed.UntilAsync(() => _store.All.Count == 1);
        _counts.Add(UsageBuilder.Call());
        await _writer.StopAsync(default);

        var saved = Assert.Single(_store.All);
        Assert.Equal((Samples.Noon, 2), (saved.Hour, Assert.Single(saved.Counts).Counts.Allow));
        Assert.Equal(2, _store.Outage.Asked);
    }

    [Fact]
    public async Task TrySaveAsync_WithoutNewRequests_DoesNotAskTheStore()
    {
        await _writer.TrySaveAsync(default);
        _counts.Add(UsageBuilder.Call());
        await _writer.TrySaveAsync(default);
        await _writer.TrySaveAsync(default);

        Assert.Equal(1, _store.Outage.Asked);
    }

    [Fact]
    public async Task TrySaveAsync_WhenTheStoreIsDown_KeepsTheCountsOfEveryHourForTheNextTime()
    {
        _counts.Add(UsageBuilder.Call());
        await _writer.TrySaveAsync(default);
        _counts.Add(UsageBuilder.Call());
        _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddHours(1)));
        _store.Outage.Down = true;
        await _writer.TrySaveAsync(default);
        _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddHours(2)));
        _store.Outage.Down = false;

        await _writer.TrySaveAsync(default);

        Assert.Equal([2, 1, 1], _store.All.Select(hour => Assert.Single(hour.Counts).Counts.Allow));
        Assert.Empty(_counts.ListUnsaved());
        Assert.StartsWith("Usage was not stored, because the store does not answer", Assert.Single(_log.Lines).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrySaveAsync_WithADefect_LogsAnErrorAndTriesAgain()
    {
        _counts.Add(UsageBuilder.Call());
        _store.Outage.Defect = new InvalidOperationException("a defect");
        await _writer.TrySaveAsync(default);
        _store.Outage.Defect = null;
        await _writer.TrySaveAsync(default);

        Assert.Equal(LogLevel.Error, Assert.Single(_log.Lines).Level);
        Assert.Single(_store.All);
    }

    [Fact]
    public async Task TrySaveAsync_WhileRequestsArrive_SavesThemTheNextTime()
    {
        var hold = new TaskCompletionSource();
        _counts.Add(UsageBuilder.Call());
        _store.Outage.Held = hold.Task;
        var saving = _writer.TrySaveAsync(default);
        _counts.Add(UsageBuilder.Call());
        _store.Outage.Held = null;
        hold.SetResult();
        await saving;

        Assert.Equal(1, Assert.Single(Assert.Single(_store.All).Counts).Counts.Allow);
        await _writer.TrySaveAsync(default);
        Assert.Equal(2, Assert.Single(Assert.Single(_store.All).Counts).Counts.Allow);
    }

    [Fact]
    public async Task Writers_OfTwoProcesses_HaveARowEach()
    {
        using var other = NewWriter();
        _counts.Add(UsageBuilder.Call());
        await _writer.TrySaveAsync(default);
        _counts.Add(UsageBuilder.Call());
        await other.TrySaveAsync(default);

        Assert.Equal(2, _store.All.Count);
    }

    private UsageWriter NewWriter() => new(_counts, _store, _options, _time, _log);
}
