using System.Net;
using FuncGateway.Azure.Secrets;
using FuncGateway.Core;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Azure.Tests.Secrets;

/// <summary>Uses the real Key Vault client; only the network is simulated.</summary>
public sealed class KeyVaultSecretSourceTests
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly KeyVaultSecretSource _secrets;
    private HttpStatusCode _status = HttpStatusCode.OK;
    private string _value = "first";
    private int _asked;

    public KeyVaultSecretSourceTests() => _secrets = ScriptedVault.SourceOf("unit", Answer, _time);

    [Fact]
    public async Task FindAsync_OfASecret_AsksTheVaultOnceInFiveMinutes()
    {
        Assert.Equal("first", await FindAsync());
        _value = "second";

        _time.Advance(KeyVaultSecretSource.FoundFor - TimeSpan.FromMilliseconds(1));
        Assert.Equal("first", await FindAsync());

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("second", await FindAsync());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task FindAsync_OfAMissingSecret_IsNullAndFindsItSoonAfterItIsAdded()
    {
        _status = HttpStatusCode.NotFound;
        Assert.Null(await FindAsync());
        Assert.Null(await FindAsync());
        Assert.Equal(1, _asked);

        _status = HttpStatusCode.OK;
        _time.Advance(KeyVaultSecretSource.MissingFor);

        Assert.Equal("first", await FindAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task FindAsync_WhenTheVaultAnswersWithAFault_IsUnavailableAndServesNothingOld(HttpStatusCode status)
    {
        await FindAsync();
        _status = status;
        _time.Advance(KeyVaultSecretSource.FoundFor);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(FindAsync);

        Assert.Contains($"Key Vault answered {(int)status}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("first", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_OfASecretInUseForAWhile_AsksTheVaultAnew()
    {
        await FindAsync();
        _value = "second";
        _time.Advance(KeyVaultSecretSource.MinAgeToForget);

        _secrets.Forget("jobs");

        Assert.Equal("second", await FindAsync());
    }

    [Fact]
    public async Task Forget_AfterEveryCall_AsksTheVaultNoMoreThanEveryTenSeconds()
    {
        for (var call = 0; call < 20; call++)
        {
            await FindAsync();
            _secrets.Forget("jobs");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("../keys")]
    public async Task FindAsync_OfANameThatNoSecretHas_IsNullAndAsksNothing(string name)
    {
        Assert.Null(await _secrets.FindAsync(name, default));
        Assert.Equal(0, _asked);
    }

    private async Task<string?> FindAsync() => await _secrets.FindAsync("jobs", default);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        _asked++;
        return _status == HttpStatusCode.OK
            ? ScriptedHandler.Json(_status, $$"""{ "value": "{{_value}}", "id": "https://unit.vault.azure.net/secrets/jobs/1", "attributes": { "enabled": true } }""")
            : ScriptedHandler.Json(_status, """{ "error": { "code": "Code", "message": "Message" } }""");
    }
}
