using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

internal static class RuntimeRegistration
{
    /// <summary>Needs an <see cref="Azure.Durable.EntityTable"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddLocalRuntime(this IServiceCollection services) =>
        services.AddSingleton<ICounters, LocalCounters>();
}
