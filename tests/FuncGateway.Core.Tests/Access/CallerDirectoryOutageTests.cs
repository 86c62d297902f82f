using FuncGateway.Core.Access;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

public sealed class CallerDirectoryOutageTests
{
    public static TheoryData<string> Stores { get; } = ["grants", "servers", "policies"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task IdentifyAsync_WhenAStoreIsDown_LetsNobodyIn(string store)
    {
        var access = await AccessFixture.CreateAsync();
        OutageOf(access, store).Down = true;

        var refusal = Assert.IsType<Identification.Unavailable>(await access.IdentifyAsync());

        Assert.Contains("did not answer", refusal.Why, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task IdentifyAsync_WhenAStoreGoesDown_ServesWhatItKnowsForTwoSecondsAndNoLonger(string store)
    {
        var access = await AccessFixture.CreateAsync();
        await access.GetCallerAsync();
        OutageOf(access, store).Down = true;

        access.Time.Advance(CacheAge.Max - TimeSpan.FromMilliseconds(1));
        Assert.IsType<Identification.Known>(await access.IdentifyAsync());

        access.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<Identification.Unavailable>(await access.IdentifyAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task IdentifyAsync_WhenAStoreComesBack_LetsTheCallerInAtOnce(string store)
    {
        var access = await AccessFixture.CreateAsync();
        OutageOf(access, store).Down = true;
        await access.IdentifyAsync();

        OutageOf(access, store).Down = false;

        Assert.IsType<Identification.Known>(await access.IdentifyAsync());
    }

    [Fact]
    public async Task IdentifyAsync_WhenTheStoreNeverAnswers_LetsNobodyInAtTheDeadline()
    {
        var access = await AccessFixture.CreateAsync();
        access.Grants.Outage.Held = new TaskCompletionSource().Task;

        var waiting = access.IdentifyAsync();
        access.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<Identification.Unavailable>(await waiting);
    }

    private static FakeOutage OutageOf(AccessFixture access, string store) => store switch
    {
        "grants" => access.Grants.Outage,
        "servers" => access.Servers.Outage,
        _ => access.Policies.Outage,
    };
}
