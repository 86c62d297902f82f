using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Core.Durable;

internal static class DurableRegistration
{
    /// <summary>Needs an <see cref="IDurableClients"/> from the host.</summary>
    public static IServiceCollection AddDurable(this IServiceCollection services)
    {
        services.AddSingleton<ICounters, DurableCounters>();
        services.AddSingleton<IFlows, DurableFlows>();
        return services.AddSingleton<DurableCleaning>();
    }
}
