using Azure.Core;
using Azure.Core.Pipeline;
using FuncGateway.Azure.Secrets;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Azure.Audit.Checkpoints;

public static class VaultKeyRegistration
{
    /// <summary>Registers a key of the vault as the one that signs checkpoints, used with the identity of the process.</summary>
    /// <param name="keyName">1 to 127 letters, digits and hyphens.</param>
    /// <exception cref="ArgumentException">The options name no vault, its URI is not https, or the name is not that of a key.</exception>
    public static IServiceCollection AddKeyVaultCheckpointKey(this IServiceCollection services, KeyVaultOptions options, string keyName)
    {
        var vault = options.CheckVault(nameof(options));
        if (keyName.Length is 0 or > 127 || !keyName.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            throw new ArgumentException($"The key for checkpoints is '{keyName}'. Accepted: the name of a key in the vault, 1 to 127 letters, digits and hyphens.", nameof(keyName));
        }

        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ICheckpointKey>(provider => new KeyVaultCheckpointKey(
            new VaultKeyClient(new Uri(vault, "/"), keyName, CreatePipeline(vault, options.ClientId)), provider.GetRequiredService<TimeProvider>()));
    }

    internal static string ScopeOf(Uri vault) => $"https://{vault.Host[(vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";

    private static HttpPipeline CreatePipeline(Uri vault, string? clientId) =>
        HttpPipelineBuilder.Build(new VaultClientOptions().WithShortRetries(), new BearerTokenAuthenticationPolicy(ProcessIdentity.Of(clientId), ScopeOf(vault)));

    private sealed class VaultClientOptions : ClientOptions;
}
