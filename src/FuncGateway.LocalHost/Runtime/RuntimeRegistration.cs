using FuncGateway.Gateway.Durable;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.LocalHost.Runtime;

internal static class RuntimeRegistration
{
    /// <summary>Needs the tables and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddLocalRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton<FlowCatalog>();
        services.AddSingleton<FlowSignal>();
        services.AddSingleton<FlowLease>();
        services.AddSingleton<ActivityTry>();
        services.AddSingleton<FlowRunner>();
        services.AddSingleton<IFlows, LocalFlows>();
        services.AddSingleton<ICounters, LocalCounters>();
        return services.AddHostedService<FlowPump>();
    }
}
