using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Azure.Secrets;

/// <summary>The vault from which <c>@secret:NAME</c> is read.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>For example <c>https://my-vault.vault.azure.net</c>. https only, because the identity's token is sent there.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>Client id of the user-assigned identity; null for the default identity.</summary>
    public string? ClientId { get; set; }

    /// <exception cref="ArgumentException">There is no vault, or its URI is not https.</exception>
    internal Uri CheckVault(string parameter) => VaultUri is { IsAbsoluteUri: true, Scheme: "https" } vault
        ? vault
        : throw new ArgumentException($"The vault is '{VaultUri}'; an address such as https://my-vault.vault.azure.net is accepted.", parameter);
}

public static class KeyVaultRegistration
{
    /// <summary>Registers <see cref="KeyVaultSecretSource"/>, which reads with the identity of the process. The host makes it its source of secrets.</summary>
    /// <exception cref="ArgumentException">The options name no vault, or its URI is not https.</exception>
    public static IServiceCollection AddKeyVaultSecrets(this IServiceCollection services, KeyVaultOptions options)
    {
        var vault = options.CheckVault(nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new SecretClient(
            vault, ProcessIdentity.Of(options.ClientId), new SecretClientOptions().WithShortRetries()));
        services.AddSingleton<KeyVaultSecretSource>();
        return services;
    }
}
