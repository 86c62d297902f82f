using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Access;

internal static class AccessRegistration
{
    /// <summary>Registers the identification of callers, policies, and upstream credentials. The host adds the stores and an <see cref="ISecretSource"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallerDirectory>();
        services.TryAddSingleton<FreezeWatch>();
        services.TryAddSingleton<PublishedPolicies>();
        services.TryAddSingleton<PolicyChecks>();
        services.TryAddSingleton<InvariantChecks>();
        services.TryAddSingleton<PolicyPublishing>();
        services.TryAddSingleton<PolicyRetirement>();
        services.TryAddSingleton<GrantIssuing>();
        services.TryAddSingleton<GrantEditing>();
        services.TryAddSingleton<GrantRevocation>();
        services.TryAddSingleton<ServerProblems>();
        services.TryAddSingleton<ServerRemoval>();
        services.TryAddSingleton<ToolWatches>();
        services.TryAddSingleton<ServerScanning>();
        services.TryAddSingleton<InventoryEditing>();
        services.TryAddSingleton<ServerReviews>();
        services.TryAddSingleton<ToolClasses>();
        services.TryAddSingleton<UpstreamSecrets>();
        services.TryAddSingleton<UpstreamCredentials>();
        return services;
    }
}
