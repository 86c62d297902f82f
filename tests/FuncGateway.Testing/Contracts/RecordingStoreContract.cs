using FuncGateway.Core.Recordings;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of recorded arguments must pass.</summary>
public abstract class RecordingStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    protected abstract IRecordingStore Create();

    [Fact]
    public async Task AddAsync_OfManyOfAnySize_IsListedByDayInOrder()
    {
        var (store, server) = (Create(), Samples.NewServerId());
        var recorded = Enumerable.Range(0, 130).Select(number => New(server, Noon.AddMinutes(number * 10), number == 3 ? RecordingOptions.MaxBytes + 29 : number)).ToArray();

        await store.AddAsync(recorded, default);
        await store.AddAsync(recorded[..5], default);

        var found = await store.ListAsync(server, new DateOnly(2026, 11, 22), default).Concat(store.ListAsync(server, new DateOnly(2026, 11, 23), default)).ToListAsync();
        Assert.Equal(recorded.Select(each => (each.Id, each.At, each.DeleteAfter, Convert.ToHexString(each.Sealed.Span))), found.Select(each => (each.Id, each.At, each.DeleteAfter, Convert.ToHexString(each.Sealed.Span))));
        Assert.Empty(await store.ListAsync(Samples.NewServerId(), new DateOnly(2026, 11, 22), default).ToListAsync());
    }

    [Fact]
    public async Task DeleteAsync_OfWhatIsPast_KeepsTheRest()
    {
        var (store, server) = (Create(), Samples.NewServerId());
        var (old, young) = (New(server, Noon, 5) with { DeleteAfter = Noon.AddYears(-50) }, New(server, Noon.AddSeconds(1), 5) with { DeleteAfter = Noon.AddYears(50) });
        await store.AddAsync([old, young], default);

        Assert.InRange(await store.DeleteAsync(Noon.AddYears(-49), default), 1, int.MaxValue);

        Assert.Equal([young.Id], await store.ListAsync(server, new DateOnly(2026, 11, 22), default).Select(each => each.Id).ToListAsync());
    }

    [Fact]
    public async Task DeleteAsync_OfAServer_LeavesOthersAlone()
    {
        var (store, server, other) = (Create(), Samples.NewServerId(), Samples.NewServerId());
        await store.AddAsync([New(server, Noon, 5), New(server, Noon.AddDays(3), 5), New(other, Noon, 5)], default);

        await store.DeleteAsync(server, default);

        Assert.Empty(await store.ListAsync(server, new DateOnly(2026, 11, 22), default).ToListAsync());
        Assert.Empty(await store.ListAsync(server, new DateOnly(2026, 11, 25), default).ToListAsync());
        Assert.Single(await store.ListAsync(other, new DateOnly(2026, 11, 22), default).ToListAsync());
    }

    private static RecordedArguments New(Core.Servers.ServerId server, DateTimeOffset at, int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return new RecordedArguments(server, Ulid.NewUlid(at).ToString(), at, content, at.AddYears(20));
    }
}
