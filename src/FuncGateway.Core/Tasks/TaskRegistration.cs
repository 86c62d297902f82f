using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Tasks;

internal static class TaskRegistration
{
    /// <summary>Registers who owns which task. The host adds the store.</summary>
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        services.TryAddSingleton<TaskOwners>();
        services.TryAddSingleton<TaskRetention>();
        return services;
    }
}
