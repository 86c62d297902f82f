using FuncGateway.Core.Audit;
using Xunit;

namespace FuncGateway.Testing.Contracts;

/// <summary>The tests that every store of the last verification must pass.</summary>
public abstract class VerificationStoreContract
{
    protected abstract IVerificationStore Create();

    [Fact]
    public async Task SaveAsync_OfAResult_IsFoundInPlaceOfTheOneBefore()
    {
        var store = Create();
        Assert.Null(await store.FindAsync(default));
        var first = new LastVerification(Samples.Noon.AddTicks(7), true, 5_000_000_000, 0);
        var second = new LastVerification(Samples.Noon.AddDays(1), false, 12, 3);

        await store.SaveAsync(first, default);
        Assert.Equal(first, await store.FindAsync(default));

        await store.SaveAsync(second, default);
        Assert.Equal(second, await store.FindAsync(default));
    }
}
