using Azure.Security.KeyVault.Secrets;
using FuncGateway.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Azure.Secrets;

/// <summary>The vaults from which <c>@secret:NAME</c> is read.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>The vault of the gateway's own keys, for example <c>https://my-vault.vault.azure.net</c>. https only, because the identity's token is sent there.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>The vault of the secrets that servers may name; null if they are in <see cref="VaultUri"/> too. https only.</summary>
    public Uri? UpstreamVaultUri { get; set; }

    /// <summary>Client id of the user-assigned identity; null for the default identity.</summary>
    public string? ClientId { get; set; }

    /// <exception cref="ArgumentException">There is no vault, or its URI is not https.</exception>
    internal Uri CheckVault(string parameter) => Check(VaultUri, parameter);

    /// <exception cref="ArgumentException">The URI is not https.</exception>
    internal Uri CheckUpstreamVault(string parameter) => Check(UpstreamVaultUri ?? VaultUri, parameter);

    private static Uri Check(Uri? uri, string parameter) => uri is { IsAbsoluteUri: true, Scheme: "https" }
        ? uri
        : throw new ArgumentException($"The vault is '{uri}'; an address such as https://my-vault.vault.azure.net is accepted.", parameter);
}

public static class KeyVaultRegistration
{
    /// <summary>Registers <see cref="VaultsSecretSource"/>, which reads with the identity of the process. The host makes it its source of secrets.</summary>
    /// <exception cref="ArgumentException">The options name no vault, or a URI is not https.</exception>
    public static IServiceCollection AddKeyVaultSecrets(this IServiceCollection services, KeyVaultOptions options)
    {
        var (own, upstream) = (options.CheckVault(nameof(options)), options.CheckUpstreamVault(nameof(options)));
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(provider => new VaultsSecretSource(
            SourceOf(own, options, provider), SourceOf(upstream, options, provider), provider.GetRequiredService<GatewayOptions>()));
    }

    private static KeyVaultSecretSource SourceOf(Uri vault, KeyVaultOptions options, IServiceProvider provider) => new(
        new SecretClient(vault, ProcessIdentity.Of(options.ClientId), new SecretClientOptions().WithShortRetries()), provider.GetRequiredService<TimeProvider>());
}
