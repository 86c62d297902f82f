using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Core.Limits;

internal static class LimitRegistration
{
    /// <summary>Needs an <see cref="ICounters"/> and a <see cref="TimeProvider"/> from the host.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>();
        services.AddSingleton<LeaseClient>();
        services.AddSingleton<PermitBook>();
        services.AddSingleton<CounterReset>();
        return services;
    }
}
