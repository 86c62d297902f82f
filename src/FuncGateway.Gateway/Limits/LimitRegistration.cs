using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Gateway.Limits;

internal static class LimitRegistration
{
    /// <summary>Needs an <see cref="Durable.ICounters"/> and a <see cref="TimeProvider"/> from the host.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LeaseClient>();
        services.AddSingleton<PermitBook>();
        return services;
    }
}
