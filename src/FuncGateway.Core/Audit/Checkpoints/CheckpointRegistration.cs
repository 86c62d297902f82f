using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Audit.Checkpoints;

public static class CheckpointRegistration
{
    /// <summary>Needs an <see cref="ICheckpointStore"/>, an <see cref="ICheckpointSource"/> and a <see cref="TimeProvider"/>; an <see cref="ICheckpointKey"/> is optional.</summary>
    public static IServiceCollection AddCheckpoints(this IServiceCollection services)
    {
        services.TryAddSingleton<SignedCheckpoints>();
        services.TryAddSingleton<CheckpointSearch>();
        services.TryAddSingleton<CheckpointWriter>();
        return services;
    }
}
