using System.Net;
using FuncGateway.Azure.Secrets;
using FuncGateway.Core;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Azure.Tests.Secrets;

/// <summary>Uses the real Key Vault client; only the network is simulated.</summary>
public sealed class VaultsSecretSourceTests
{
    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly List<string> _asked = [];

    [Theory]
    [InlineData("session-key", "own.vault.azure.net")]
    [InlineData("upstream-jobs", "upstream.vault.azure.net")]
    // A server may not name these, so they are not looked up among the secrets of servers either.
    [InlineData("Upstream-jobs", "own.vault.azure.net")]
    [InlineData("my-upstream-jobs", "own.vault.azure.net")]
    public async Task FindAsync_OfAName_AsksOneVaultOnly(string name, string vault)
    {
        var secrets = new VaultsSecretSource(SourceOf("own"), SourceOf("upstream"), new GatewayOptions());

        Assert.Equal($"{name} of {vault}", await secrets.FindAsync(name, default));

        Assert.Equal([vault], _asked.Distinct());
    }

    [Fact]
    public async Task Forget_OfASecret_ReachesItsVault()
    {
        var secrets = new VaultsSecretSource(SourceOf("own"), SourceOf("upstream"), new GatewayOptions());
        await secrets.FindAsync("upstream-jobs", default);
        _time.Advance(KeyVaultSecretSource.MinAgeToForget);

        secrets.Forget("upstream-jobs");
        await secrets.FindAsync("upstream-jobs", default);

        Assert.Equal(2, _asked.Count);
    }

    private KeyVaultSecretSource SourceOf(string vault) => ScriptedVault.SourceOf(vault, Answer, _time);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var (vault, name) = (request.RequestUri?.Host ?? "", request.RequestUri?.Segments[2].Trim('/') ?? "");
        _asked.Add(vault);
        return ScriptedHandler.Json(HttpStatusCode.OK, $$"""{ "value": "{{name}} of {{vault}}", "id": "https://{{vault}}/secrets/{{name}}/1", "attributes": { "enabled": true } }""");
    }
}
