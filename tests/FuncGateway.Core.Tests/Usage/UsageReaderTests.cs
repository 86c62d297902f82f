using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Usage;

public sealed class UsageReaderTests
{
    private readonly FakeTimeProvider _time = new(Samples.Noon.AddMinutes(30));
    private readonly InMemoryUsageStore _store = new();
    private readonly Grant _grant = Samples.NewGrant(Samples.ServerIdOf("jobs"));
    private readonly Grant _other = Samples.NewGrant(Samples.ServerIdOf("bank"));

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(-2, 0, 1, 1)]
    [InlineData(-24, 0, 1, 1)]
    [InlineData(-25, 0, 0, 1)]
    [InlineData(-24 * 7, 0, 0, 1)]
    [InlineData((-24 * 7) - 1, 0, 0, 0)]
    public async Task ReadAsync_OfAnHour_CountsItInThePeriodsThatItIsPartOf(int hour, int lastHour, int last24Hours, int last7Days)
    {
        var last = Samples.Noon.AddHours(hour);
        await SaveAsync("w", hour, UsageBuilder.Count("jobs", _grant.Id.Value, "list", last: last), UsageBuilder.Count("jobs", _other.Id.Value, "list"));

        var usage = await NewReader().ReadAsync(_grant.Id, default);

        Assert.Equal((lastHour, last24Hours, last7Days), (usage.LastHour.Counts.Total, usage.Last24Hours.Counts.Total, usage.Last7Days.Counts.Total));
        Assert.Equal(last7Days == 0 ? null : last, usage.LastUsed);
        Assert.Equal(
            (Samples.Noon.AddHours(-1), Samples.Noon.AddDays(-1), Samples.Noon.AddDays(-7)),
            (usage.LastHour.From, usage.Last24Hours.From, usage.Last7Days.From));
    }

    [Fact]
    public async Task ReadAsync_OfSeveralHoursAndProcesses_AddsThemUpByToolAndRule()
    {
        var id = _grant.Id.Value;
        await SaveAsync("w1", 0, UsageBuilder.Count("jobs", id, "list", 1, Samples.Noon.AddMinutes(2)), UsageBuilder.Count("jobs", id, "stop", 5));
        await SaveAsync("w2", 0, UsageBuilder.Count("jobs", id, "list", 10, Samples.Noon.AddMinutes(1)));
        await SaveAsync("w1", -1, UsageBuilder.Count("jobs", id, "list", 100, Samples.Noon.AddMinutes(-1)));

        var usage = await NewReader().ReadAsync(_grant.Id, default);

        Assert.Equal(116, usage.LastHour.Counts.Allow);
        Assert.Equal(
            [("list", "/tools/list", 111, Samples.Noon.AddMinutes(2)), ("stop", "/tools/stop", 5, Samples.Noon)],
            usage.LastHour.Keys.Select(count => (count.Key.Tool, count.Key.Rule, (int)count.Counts.Allow, count.Last)));
    }

    [Fact]
    public async Task ReadAsync_OfManyTools_ReturnsTheMostFrequentAndTheOthersTogether()
    {
        var counts = Enumerable.Range(1, PeriodSum.MaxKeys + 2).Select(number => UsageBuilder.Count("jobs", _grant.Id.Value, $"t{number}", number)).ToArray();
        await SaveAsync("w", 0, [.. counts, UsageBuilder.Count("jobs", _grant.Id.Value, UsageKey.Others, 1_000)]);

        var usage = await NewReader().ReadAsync(_grant.Id, default);

        Assert.Equal(PeriodSum.MaxKeys + 1, usage.LastHour.Keys.Count);
        Assert.Equal("t202", usage.LastHour.Keys[0].Key.Tool);
        Assert.Equal((UsageKey.Others, 1_003), (usage.LastHour.Keys[^1].Key.Tool, usage.LastHour.Keys[^1].Counts.Allow));
        Assert.Equal(counts.Sum(count => count.Counts.Allow) + 1_000, usage.LastHour.Counts.Total);
    }

    [Fact]
    public async Task SummarizeAsync_AddsUpEachServerAndGrant()
    {
        await SaveAsync("w1", 0, UsageBuilder.Count("jobs", _grant.Id.Value, "list", 1), UsageBuilder.Count("jobs", null, UsageKey.Others, 5, Samples.Noon.AddMinutes(3)));
        await SaveAsync("w2", -24, UsageBuilder.Count("jobs", _grant.Id.Value, "stop", 10, Samples.Noon.AddMinutes(-1)));
        await SaveAsync("w2", -25, UsageBuilder.Count("jobs", _grant.Id.Value, "stop", 100), UsageBuilder.Count("bank", _other.Id.Value, "pay", 7, Samples.Noon.AddHours(-25)));
        await SaveAsync("w2", (-24 * 7) - 1, UsageBuilder.Count("bank", _other.Id.Value, "pay", 1, Samples.Noon.AddHours(9)));

        var summaries = await NewReader().SummarizeAsync(default);

        Assert.Equal(new UsageSummary(Samples.Noon, 11), summaries.Of(_grant.Id));
        Assert.Equal(new UsageSummary(Samples.Noon.AddMinutes(3), 16), summaries.Of(_grant.Access[0].Server));
        Assert.Equal(new UsageSummary(Samples.Noon.AddHours(-25), 0), summaries.Of(_other.Id));
        Assert.Equal(new UsageSummary(Samples.Noon.AddHours(-25), 0), summaries.Of(_other.Access[0].Server));
        Assert.Equal(UsageSummary.None, summaries.Of(Samples.NewServerId()));
    }

    [Fact]
    public async Task Retention_DeletesTheDaysBeforeThoseOfTheAudit()
    {
        var options = new AuditOptions { Retention = TimeSpan.FromDays(2) };
        await SaveAsync("w", -60);
        await SaveAsync("w", -61);

        Assert.Equal(1, await new UsageRetention(_store, options, _time).RunAsync(default));

        Assert.Equal(Samples.Noon.AddHours(-60), Assert.Single(_store.All).Hour);
    }

    private UsageReader NewReader() => new(_store, _time);

    private Task SaveAsync(string writer, int hour, params UsageCount[] counts) =>
        _store.SaveAsync(new UsageHour(Samples.Noon.AddHours(hour), writer, counts), default);
}
