using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Core.Drift;

internal static class DriftRegistration
{
    /// <summary>Registers what records and tells of changed tools.</summary>
    public static IServiceCollection AddDrift(this IServiceCollection services) =>
        services.AddSingleton<ToolChanges>().AddHostedService(provider => provider.GetRequiredService<ToolChanges>());
}
