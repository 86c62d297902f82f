using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Secrets;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Secrets;

public sealed class ArgumentDigestTests
{
    [Fact]
    public async Task OfAsync_OfAShortValue_IsNotAHashThatCanBeTried()
    {
        var digest = await WithKey(1).OfAsync("""{"pin":"123456"}"""u8.ToArray(), default);

        Assert.Equal(64, digest.Length);
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData("""{"pin":"123456"}"""u8)), digest);
        Assert.NotEqual(Convert.ToHexStringLower(HMACSHA256.HashData(KeyBytes(1), """{"pin":"123456"}"""u8)), digest);
        Assert.NotEqual(await WithKey(2).OfAsync("""{"pin":"123456"}"""u8.ToArray(), default), digest);
    }

    [Theory]
    [InlineData("""{"a":1,"b":[true,"é"]}""", """ { "b": [ true, "\u00e9" ], "a": 1.0 } """, true)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("", "{}", true)]
    public async Task OfAsync_OfTheSameContentWrittenDifferently_IsTheSame(string one, string other, bool same)
    {
        var digest = WithKey(1);

        Assert.Equal(same, await digest.OfAsync(Encoding.UTF8.GetBytes(one), default) == await WithKey(1).OfAsync(Encoding.UTF8.GetBytes(other), default));
    }

    [Fact]
    public async Task OfAsync_WithoutAKey_SaysWhichSettingIsMissing()
    {
        var digest = new ArgumentDigest(new KeyMaterial("FuncGateway:SessionKey", null, new FakeSecrets()));

        var failed = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await digest.OfAsync("{}"u8.ToArray(), default));
        Assert.Contains("FuncGateway:SessionKey", failed.Message, StringComparison.Ordinal);
    }

    private static ArgumentDigest WithKey(byte fill) => new(new KeyMaterial("test", Convert.ToBase64String(KeyBytes(fill)), new FakeSecrets()));

    private static byte[] KeyBytes(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
