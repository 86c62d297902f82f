using FuncGateway.Core.Audit;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Usage;

public sealed class UsageCountsTests
{
    private readonly UsageCounts _counts = new();

    [Fact]
    public void Add_OfRequests_CountsThemByServerGrantToolAndRule()
    {
        _counts.Add(UsageBuilder.Call(verdict: AuditVerdict.Allow, at: Samples.Noon.AddMilliseconds(2_900)));
        _counts.Add(UsageBuilder.Call(verdict: AuditVerdict.Hidden, at: Samples.Noon.AddSeconds(1)));
        _counts.Add(UsageBuilder.Call(rule: "/tools/list", verdict: AuditVerdict.Limited));
        _counts.Add(UsageBuilder.Call(tool: "stop", verdict: AuditVerdict.Hold));
        _counts.Add(UsageBuilder.Call(grant: "g2", verdict: AuditVerdict.Deny));
        _counts.Add(UsageBuilder.Call(server: "bank"));
        _counts.Add(UsageBuilder.Call(tool: null, method: "resources/read"));

        var hour = Assert.Single(_counts.ListUnsaved());
        Assert.Equal(Samples.Noon, hour.Hour);
        Assert.Equal(
            [
                new(new UsageKey("jobs", "g1", "list", null, null), new VerdictCounts(1, 0, 0, 0, 1), Samples.Noon.AddSeconds(2)),
                new(new UsageKey("jobs", "g1", "list", null, "/tools/list"), new VerdictCounts(0, 0, 0, 1, 0), Samples.Noon),
                new(new UsageKey("jobs", "g1", "stop", null, null), new VerdictCounts(0, 0, 1, 0, 0), Samples.Noon),
                new(new UsageKey("jobs", "g2", "list", null, null), new VerdictCounts(0, 1, 0, 0, 0), Samples.Noon),
                new(new UsageKey("bank", "g1", "list", null, null), new VerdictCounts(1, 0, 0, 0, 0), Samples.Noon),
                new(new UsageKey("jobs", "g1", null, "resources/read", null), new VerdictCounts(1, 0, 0, 0, 0), Samples.Noon),
            ],
            hour.Counts);
    }

    [Fact]
    public void Add_OfAKnownKey_AllocatesNothing()
    {
        var call = UsageBuilder.Call(rule: "/tools/list");
        _counts.Add(call);
        _counts.Add(call);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _counts.Add(call);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Add_OfANameThatIsLongOrNotVisible_CountsItAsPeopleSeeIt()
    {
        foreach (var name in new[] { new string('a', 300), new string('a', 301), "a\u202eb", "a\u202eb" })
        {
            _counts.Add(UsageBuilder.Call(tool: name));
        }

        Assert.Equal([new string('a', 200) + "…", @"a\u{202e}b"], Assert.Single(_counts.ListUnsaved()).Counts.Select(count => count.Key.Tool));
    }

    [Fact]
    public void Add_InTheNextHour_StartsAnother_AndRequestsThatWaitedCountThere()
    {
        _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddMinutes(59)));
        _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddMinutes(60)));
        _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddMinutes(58)));

        Assert.Equal(
            [(Samples.Noon, 1, 59), (Samples.Noon.AddHours(1), 2, 60)],
            _counts.ListUnsaved().Select(hour => (hour.Hour, (int)hour.Counts[0].Counts.Allow, (int)(hour.Counts[0].Last - Samples.Noon).TotalMinutes)));
    }

    [Fact]
    public void AddUnknown_AfterTheHourWasSaved_IsToBeSavedAgain()
    {
        var key = new UsageKey("jobs", "g1", "list", null, null);
        _counts.Add(key, AuditVerdict.Allow, Samples.Noon);
        _counts.MarkSaved(_counts.ListUnsaved()[0]);
        _counts.AddUnknown(key, Samples.Noon);

        var hour = Assert.Single(_counts.ListUnsaved());
        Assert.Equal((1, 1), (hour.Counts[0].Counts.Unknown, hour.Counts[0].Counts.Total));
    }

    [Fact]
    public void Add_OfMoreToolsThanAGrantMayHave_CountsTheOthersTogether_AndThoseOfOtherGrantsSeparately()
    {
        for (var number = 0; number < HourTally.MaxKeysOfGrant + 5; number++)
        {
            _counts.Add(UsageBuilder.Call(tool: $"{number}"));
        }

        _counts.Add(UsageBuilder.Call(tool: "0"));
        _counts.Add(UsageBuilder.Call(grant: "g2"));

        var counts = Assert.Single(_counts.ListUnsaved()).Counts;
        Assert.Equal(HourTally.MaxKeysOfGrant + 2, counts.Count);
        Assert.Equal(2, Assert.Single(counts, count => count.Key == new UsageKey("jobs", "g1", "0", null, null)).Counts.Allow);
        Assert.Equal(5, Assert.Single(counts, count => count.Key == new UsageKey("jobs", "g1", UsageKey.Others, null, null)).Counts.Allow);
        Assert.Contains(counts, count => count.Key == new UsageKey("jobs", "g2", "list", null, null));
    }

    [Fact]
    public void Add_OfMoreGrantsAndServersThanFit_CountsThoseOfAServerTogether_AndThenAll()
    {
        for (var number = 0; number < 3_000; number++)
        {
            _counts.Add(UsageBuilder.Call(server: $"s{number}", grant: $"g{number}"));
            _counts.Add(UsageBuilder.Call(server: "jobs", grant: $"h{number}"));
        }

        var counts = Assert.Single(_counts.ListUnsaved()).Counts;
        Assert.Equal(HourTally.MaxKeysWithServers + 1, counts.Count);
        Assert.Equal(6_000, counts.Sum(count => count.Counts.Total));
        Assert.Equal(HourTally.MaxKeys, counts.Count(count => count.Key.Tool == "list"));
        Assert.Equal(HourTally.MaxKeysWithGrants - HourTally.MaxKeys, counts.Count(count => count.Key is { Tool: UsageKey.Others, Grant: not null }));
        Assert.Equal(3_000 - (HourTally.MaxKeysWithGrants / 2), Assert.Single(counts, count => count.Key == new UsageKey("jobs", null, UsageKey.Others, null, null)).Counts.Allow);
        Assert.Single(counts, count => count.Key == new UsageKey(UsageKey.Others, null, UsageKey.Others, null, null));
    }

    [Fact]
    public void Add_OfTheLongestNames_KeepsTheHourWithinARow()
    {
        UsageBuilder.Fill(_counts, Samples.Noon);

        var hour = new UsageHour(Samples.Noon, "w", Assert.Single(_counts.ListUnsaved()).Counts);
        // Azurite measures a row in base64, in which 1 MiB is 786,432 bytes.
        Assert.InRange(UsageJson.Write(hour.Counts).Length + UsageJson.Write(hour.Totals()).Length, 400_000, 780_000);
    }

    [Fact]
    public void Add_ByManyThreads_CountsEachRequestOnce()
    {
        Parallel.For(0, 10_000, number => _counts.Add(UsageBuilder.Call(tool: $"{number % 10}")));

        Assert.All(Assert.Single(_counts.ListUnsaved()).Counts, count => Assert.Equal(1_000, count.Counts.Allow));
    }

    [Fact]
    public void Hours_ThatCannotBeSaved_AreBounded()
    {
        for (var hour = 0; hour <= UsageCounts.MaxHours; hour++)
        {
            _counts.Add(UsageBuilder.Call(at: Samples.Noon.AddHours(hour)));
        }

        Assert.Equal(Enumerable.Range(1, UsageCounts.MaxHours).Select(hour => Samples.Noon.AddHours(hour)), _counts.ListUnsaved().Select(hour => hour.Hour));
    }
}
