using Azure.Core;
using Azure.Core.Pipeline;
using FuncGateway.Azure.Audit.Checkpoints;
using FuncGateway.Azure.Secrets;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Azure.Tests.Audit.Checkpoints;

/// <summary>Runs the real requests against a vault of the test.</summary>
public sealed class KeyVaultCheckpointKeyTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly FakeVault _vault = new();

    public Task InitializeAsync() => _vault.StartAsync();

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    public void Dispose() => _vault.Keys.ForEach(each => each.Key.Dispose());

    [Fact]
    public async Task SignAsync_IsVerifiedByThePublicKeyItNames()
    {
        var key = Create();

        var signature = await key.SignAsync("content"u8.ToArray(), default);

        var known = Assert.Single(await key.ListPublicKeysAsync(default));
        Assert.Equal(known.Kid, signature.KeyId);
        Assert.True(known.Verifies("content"u8, signature.Value));
        Assert.False(known.Verifies("Content"u8, signature.Value));
    }

    [Fact]
    public async Task SignAsync_Often_AsksForTheKeyOnceInFiveMinutes()
    {
        var key = Create();
        for (var times = 0; times < 3; times++)
        {
            await key.SignAsync("content"u8.ToArray(), default);
        }

        Assert.Equal(["GET /keys/audit/", "POST /keys/audit/v1/sign", "POST /keys/audit/v1/sign", "POST /keys/audit/v1/sign"], _vault.Requests);
    }

    [Fact]
    public async Task Rotation_IsNoticedWithinFiveMinutes_AndTheEarlierKeyStaysKnown()
    {
        var key = Create();
        var before = await key.SignAsync("content"u8.ToArray(), default);
        _vault.Rotate();

        Assert.Equal(before.KeyId, (await key.SignAsync("content"u8.ToArray(), default)).KeyId);
        _time.Advance(KeyVaultCheckpointKey.FreshFor);
        var after = await key.SignAsync("content"u8.ToArray(), default);

        Assert.NotEqual(before.KeyId, after.KeyId);
        var known = await key.ListPublicKeysAsync(default);
        Assert.Equal([after.KeyId, before.KeyId], known.Select(each => each.Kid));
        Assert.True(known[0].Verifies("content"u8, after.Value));
        Assert.True(known[1].Verifies("content"u8, before.Value));
    }

    [Fact]
    public async Task ListPublicKeysAsync_OfSeveralPages_HasAll()
    {
        for (var times = 0; times < 6; times++)
        {
            _vault.Rotate();
        }

        Assert.Equal(7, (await Create().ListPublicKeysAsync(default)).DistinctBy(each => each.Kid).Count());
    }

    [Fact]
    public async Task ListPublicKeysAsync_WhenTheNextPageIsElsewhere_IsUnavailableAndDoesNotGoThere()
    {
        _vault.NextPage = "https://other.example.com/keys/audit/versions";
        _vault.Rotate();
        _vault.Rotate();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Create().ListPublicKeysAsync(default));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task SignAsync_WhenTheVaultRefuses_IsUnavailable_AndSignsAgainWhenItAnswers(int status)
    {
        var key = Create();
        _vault.Status = status;

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => key.SignAsync("content"u8.ToArray(), default));

        Assert.Contains($"Key Vault answered {status}", fault.Message, StringComparison.Ordinal);
        _vault.Status = 200;
        await key.SignAsync("content"u8.ToArray(), default);
    }

    [Theory]
    [InlineData("RSA", "P-256")]
    [InlineData("EC", "P-384")]
    public async Task SignAsync_WithAnotherKindOfKey_SaysSo(string type, string curve)
    {
        (_vault.Type, _vault.Curve) = (type, curve);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => Create().SignAsync("content"u8.ToArray(), default));

        Assert.Contains("Accepted: EC or EC-HSM, P-256", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://unit.vault.azure.net", "https://vault.azure.net/.default")]
    [InlineData("https://unit.vault.azure.cn/", "https://vault.azure.cn/.default")]
    public void ScopeOf_IsTheCloudOfTheVault(string vault, string expected) => Assert.Equal(expected, VaultKeyRegistration.ScopeOf(new Uri(vault)));

    [Theory]
    [InlineData("http://unit.vault.azure.net", "audit")]
    [InlineData("https://unit.vault.azure.net", "")]
    [InlineData("https://unit.vault.azure.net", "a/b")]
    public void AddKeyVaultCheckpointKey_WithoutAVaultOrAKeyName_Fails(string vault, string name) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyVaultCheckpointKey(new KeyVaultOptions { VaultUri = new Uri(vault) }, name));

    [Fact]
    public async Task AddKeyVaultCheckpointKey_OfAKey_IsUsable()
    {
        await using var provider = new ServiceCollection().AddKeyVaultCheckpointKey(new KeyVaultOptions { VaultUri = new Uri("https://unit.vault.azure.net") }, "audit").BuildServiceProvider();
        Assert.IsType<KeyVaultCheckpointKey>(provider.GetRequiredService<ICheckpointKey>());
    }

    // Tokens are sent over https only, so there are none here.
    private KeyVaultCheckpointKey Create() => new(new VaultKeyClient(_vault.Address, "audit", HttpPipelineBuilder.Build(new NoRetries())), _time);

    private sealed class NoRetries : ClientOptions
    {
        public NoRetries() => Retry.MaxRetries = 0;
    }
}
