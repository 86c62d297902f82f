using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting;

public static class SecretsRegistration
{
    /// <summary>Makes <typeparamref name="TSource"/> the source of secrets, and checks the keys of the gateway that it contains: at start, and whenever one is read.</summary>
    public static IServiceCollection AddCheckedSecrets<TSource>(this IServiceCollection services)
        where TSource : class, ISecretSource
    {
        services.AddSingleton(provider => new CheckedSecrets(
            provider.GetRequiredService<TSource>(), provider.GetRequiredService<PublishedKeyCheck>(), provider.GetRequiredService<GatewayOptions>()));
        services.AddSingleton<ISecretSource>(provider => provider.GetRequiredService<CheckedSecrets>());
        return services.AddHostedService<SecretKeysCheck>();
    }
}
