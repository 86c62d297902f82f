using System.Text;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Secrets;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ArgumentEncryptionTests
{
    private static readonly ApprovalId Id = Samples.NewApproval().Id;
    private static readonly byte[] Arguments = """{"card":"4242-canary"}"""u8.ToArray();

    [Fact]
    public async Task OpenAsync_OfWhatWasSealedForTheSameApproval_GivesItBack()
    {
        var encryption = EncryptionWith(1);
        var kept = await encryption.EncryptAsync(Id, Arguments, default);

        Assert.Equal(Arguments, await encryption.DecryptAsync(Id, kept, default));
        Assert.DoesNotContain("canary", Encoding.Latin1.GetString(kept.Span), StringComparison.Ordinal);
        Assert.NotEqual(kept.ToArray(), (await encryption.EncryptAsync(Id, Arguments, default)).ToArray());
    }

    [Fact]
    public async Task OpenAsync_ForAnotherApprovalOrWithAnotherKey_GivesNothing()
    {
        var kept = await EncryptionWith(1).EncryptAsync(Id, Arguments, default);

        Assert.Null(await EncryptionWith(1).DecryptAsync(Id.Next(), kept, default));
        Assert.Null(await EncryptionWith(2).DecryptAsync(Id, kept, default));
    }

    [Fact]
    public async Task OpenAsync_OfBytesThatWereChangedAnywhere_GivesNothing()
    {
        var kept = await EncryptionWith(1).EncryptAsync(Id, Arguments, default);
        for (var index = 0; index < kept.Length; index++)
        {
            var changed = kept.ToArray();
            changed[index] ^= 1;
            Assert.Null(await EncryptionWith(1).DecryptAsync(Id, changed, default));
        }

        Assert.Null(await EncryptionWith(1).DecryptAsync(Id, kept[..10], default));
    }

    [Fact]
    public async Task SealAsync_WithoutAKey_SaysWhichSettingIsMissing()
    {
        var encryption = new ArgumentEncryption(new KeyMaterial("FuncGateway:Approvals:EncryptionKey", null, new FakeSecrets()));

        var failed = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await encryption.EncryptAsync(Id, Arguments, default));
        Assert.Contains("FuncGateway:Approvals:EncryptionKey", failed.Message, StringComparison.Ordinal);
    }

    private static ArgumentEncryption EncryptionWith(byte fill) =>
        new(new KeyMaterial("test", Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray()), new FakeSecrets()));
}
