using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

internal static class RuntimeRegistration
{
    /// <summary>Needs the tables and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddLocalRuntime(this IServiceCollection services) =>
        services.AddSingleton<ICounters, LocalCounters>().AddHostedService<DailyCleaning>();
}
