using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Replays;

internal static class ReplayRegistration
{
    public static IServiceCollection AddReplays(this IServiceCollection services)
    {
        services.TryAddSingleton<RecordedTraffic>();
        services.TryAddSingleton<PolicyReplay>();
        return services;
    }
}
