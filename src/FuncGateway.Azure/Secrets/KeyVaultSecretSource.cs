using Azure;
using Azure.Security.KeyVault.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Azure.Secrets;

/// <summary>Secrets from Key Vault, remembered for 5 minutes, and no longer when the vault does not answer.</summary>
public sealed class KeyVaultSecretSource : ISecretSource
{
    private const int Capacity = 1_000;
    private readonly SecretClient _client;
    private readonly FreshCache<string, string?> _secrets;

    public KeyVaultSecretSource(SecretClient client, TimeProvider time)
    {
        _client = client;
        _secrets = new(LoadAsync, secret => secret is null ? MissingFor : FoundFor, Capacity, time);
    }

    /// <summary>How long a secret is used before the vault is asked again.</summary>
    public static TimeSpan FoundFor { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a missing secret stays missing: whoever adds it is waiting for it to work.</summary>
    public static TimeSpan MissingFor { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A secret younger than this is not forgotten: an agent whose every call ends in a 401 must not become a stream of requests to the vault.</summary>
    public static TimeSpan YoungestForgotten { get; } = TimeSpan.FromSeconds(10);

    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        SecretReference.IsName(name) ? _secrets.GetAsync(name, cancellationToken) : ValueTask.FromResult<string?>(null);

    public void Forget(string name) => _secrets.Forget(name, YoungestForgotten);

    private async Task<string?> LoadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.GetSecretAsync(name, cancellationToken: cancellationToken)).Value.Value;
        }
        catch (RequestFailedException e) when (e is { Status: 404 })
        {
            return null;
        }
        catch (Exception e) when (StoreFault.Is(e, cancellationToken))
        {
            throw StoreFault.Of(e, "Key Vault");
        }
    }
}
