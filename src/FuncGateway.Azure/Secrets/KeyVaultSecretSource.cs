using Azure;
using Azure.Security.KeyVault.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Azure.Secrets;

/// <summary>Reads secrets from Key Vault and caches them for 5 minutes, and no longer even if the vault does not answer.</summary>
public sealed class KeyVaultSecretSource : ISecretSource
{
    private const int MaxSecrets = 1_000;
    private readonly SecretClient _client;
    private readonly FreshCache<string, string?> _secrets;

    public KeyVaultSecretSource(SecretClient client, TimeProvider time)
    {
        _client = client;
        _secrets = new(LoadAsync, secret => secret is null ? MissingFor : FoundFor, MaxSecrets, time);
    }

    /// <summary>How long a secret is cached.</summary>
    public static TimeSpan FoundFor { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the absence of a secret is cached. Short, because someone may just be adding it.</summary>
    public static TimeSpan MissingFor { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Minimum age at which a secret is dropped from the cache, so that an agent whose calls all end in a 401 does not cause a request to the vault each time.</summary>
    public static TimeSpan MinAgeToForget { get; } = TimeSpan.FromSeconds(10);

    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        SecretReference.IsName(name) ? _secrets.GetAsync(name, cancellationToken) : ValueTask.FromResult<string?>(null);

    public void Forget(string name) => _secrets.Forget(name, MinAgeToForget);

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
