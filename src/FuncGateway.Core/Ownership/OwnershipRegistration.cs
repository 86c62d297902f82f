using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Ownership;

internal static class OwnershipRegistration
{
    /// <summary>Registers which grant owns what. The host adds the store.</summary>
    public static IServiceCollection AddOwnership(this IServiceCollection services)
    {
        services.TryAddSingleton<Owners>();
        return services.AddSingleton<IRetention, OwnerRetention>();
    }
}
