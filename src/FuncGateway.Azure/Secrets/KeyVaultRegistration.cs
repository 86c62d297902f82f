using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Azure.Secrets;

/// <summary>Which vault <c>@secret:NAME</c> is looked up in.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>For example <c>https://my-vault.vault.azure.net</c>. Https only: the identity's token travels there.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>Which user-assigned identity; without it, the default one.</summary>
    public string? ClientId { get; set; }
}

public static class KeyVaultRegistration
{
    /// <summary>Secrets from Key Vault, read with the identity the process runs under.</summary>
    /// <exception cref="ArgumentException">The options name no vault, or one that is not reached over https.</exception>
    public static IServiceCollection AddKeyVaultSecrets(this IServiceCollection services, KeyVaultOptions options)
    {
        if (options.VaultUri is not { IsAbsoluteUri: true, Scheme: "https" } vault)
        {
            throw new ArgumentException($"The vault is '{options.VaultUri}'; an address such as https://my-vault.vault.azure.net is accepted.", nameof(options));
        }

        var clientId = string.IsNullOrEmpty(options.ClientId) ? null : options.ClientId;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new SecretClient(
            vault, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId }), ClientOptions()));
        services.AddSingleton<ISecretSource, KeyVaultSecretSource>();
        return services;
    }

    // A call waits for this: three short tries, then nothing is sent.
    private static SecretClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            NetworkTimeout = TimeSpan.FromSeconds(3),
        },
    };
}
