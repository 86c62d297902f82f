using FuncGateway.Core.Usage;
using FuncGateway.Testing.Builders;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of usage must pass.</summary>
public abstract class UsageStoreContract
{
    protected abstract IUsageStore Create();

    [Fact]
    public async Task SaveAsync_OfAnHour_IsListedWithItsCountsAndTotals()
    {
        var store = Create();
        var noon = Year(1990);
        UsageCount[] counts =
        [
            new(new UsageKey("jobs", "g1", "list", null, null), new VerdictCounts(1, 0, 0, 0, 0), noon.AddSeconds(1)),
            new(new UsageKey("jobs", "g1", "täg\"<'_", null, "/tools/täg/limits/c"), new VerdictCounts(0, 2, 3, 4, 5, 6), noon.AddSeconds(2)),
            new(new UsageKey("jobs", null, UsageKey.Others, null, null), new VerdictCounts(6, 0, 0, 0, 0), noon.AddSeconds(3)),
            new(new UsageKey("bank", "g1", null, "resources/read", null), new VerdictCounts(int.MaxValue * 2L, 0, 0, 0, 0), noon.AddSeconds(4)),
        ];

        await store.SaveAsync(new UsageHour(noon, "w", counts), default);

        var saved = Assert.Single(await store.ListAsync(noon, noon, default).ToListAsync());
        Assert.Equal((noon, "w"), (saved.Hour, saved.Writer));
        Assert.Equal(counts, saved.Counts);
        var totals = Assert.Single(await store.ListTotalsAsync(noon, noon, default).ToListAsync());
        Assert.Equal(noon, totals.Hour);
        Assert.Equal(
            [new UsageTotal("jobs", "g1", 15, noon.AddSeconds(2)), new("jobs", null, 6, noon.AddSeconds(3)), new("bank", "g1", int.MaxValue * 2L, noon.AddSeconds(4))],
            totals.Totals);
    }

    [Fact]
    public async Task SaveAsync_OfAnHourThatWasSavedBefore_ReplacesItForThisWriterOnly()
    {
        var store = Create();
        var noon = Year(1991);
        await store.SaveAsync(new UsageHour(noon, "a", [UsageBuilder.Count("jobs", "g1", "list"), UsageBuilder.Count("jobs", "g1", "stop")]), default);
        await store.SaveAsync(new UsageHour(noon, "b", [UsageBuilder.Count("jobs", "g1", "list", 10)]), default);

        await store.SaveAsync(new UsageHour(noon, "a", [UsageBuilder.Count("jobs", "g1", "list", 3)]), default);

        var saved = await store.ListAsync(noon, noon, default).OrderBy(hour => hour.Writer).ToListAsync();
        Assert.Equal(["a", "b"], saved.Select(hour => hour.Writer));
        Assert.Equal([3, 10], saved.Select(hour => Assert.Single(hour.Counts).Counts.Allow));
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(-1, 0, -1, 2)]
    [InlineData(-12, 0, -12, 13)]
    [InlineData(-13, 0, -13, 14)]
    [InlineData(-60, -30, -60, 31)]
    [InlineData(11, 12, 11, 2)]
    public async Task ListAsync_OfAPeriod_ReturnsTheHoursFromTheFirstToTheLast(int from, int to, int first, int count)
    {
        var store = Create();
        var noon = Year(1992 + from + 100);
        foreach (var hour in Enumerable.Range(-72, 100))
        {
            await store.SaveAsync(new UsageHour(noon.AddHours(hour), "w", []), default);
        }

        var (start, end) = (noon.AddHours(from).AddMinutes(59), noon.AddHours(to).AddMinutes(1));
        var hours = Enumerable.Range(first, count).Select(hour => noon.AddHours(hour)).ToArray();
        Assert.Equal(hours, await store.ListAsync(start, end, default).Select(hour => hour.Hour).OrderBy(hour => hour).ToListAsync());
        Assert.Equal(hours, await store.ListTotalsAsync(start, end, default).Select(hour => hour.Hour).OrderBy(hour => hour).ToListAsync());
    }

    [Fact]
    public async Task SaveAsync_OfTheLargestHour_FitsInARow()
    {
        var store = Create();
        var (noon, counts) = (Year(1993), new UsageCounts());
        UsageBuilder.Fill(counts, noon);
        var largest = Assert.Single(counts.ListUnsaved());

        await store.SaveAsync(new UsageHour(noon, "w", largest.Counts), default);

        Assert.Equal(largest.Counts, Assert.Single(await store.ListAsync(noon, noon, default).ToListAsync()).Counts);
        Assert.Equal(400 * 20 * 5, Assert.Single(await store.ListTotalsAsync(noon, noon, default).ToListAsync()).Totals.Sum(total => total.Calls));
    }

    [Fact]
    public async Task DeleteBeforeAsync_DeletesEarlierDays_AndNothingElse()
    {
        var store = Create();
        foreach (var hour in new[] { -2_000, -25, -1, 0, 1 })
        {
            await store.SaveAsync(new UsageHour(Year(1980).AddHours(hour - 12), "w", []), default);
        }

        Assert.Equal(3, await store.DeleteBeforeAsync(DateOnly.FromDateTime(Year(1980).UtcDateTime), default));

        Assert.Equal(2, await store.ListAsync(Year(1979), Year(1980), default).CountAsync());
    }

    // Each test has a year of its own, because the tests of a class share a table. Only the last one deletes, and its year is the earliest.
    private static DateTimeOffset Year(int year) => new(year, 11, 2, 12, 0, 0, TimeSpan.Zero);
}
