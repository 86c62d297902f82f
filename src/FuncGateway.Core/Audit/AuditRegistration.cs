using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Audit;

internal static class AuditRegistration
{
    /// <summary>Needs an <see cref="IAuditStore"/>, an <see cref="IVerificationStore"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<AuditOptions>>().Value);
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<AuditReader>();
        services.TryAddSingleton<AuditRetention>();
        services.AddSingleton<IRetention>(provider => provider.GetRequiredService<AuditRetention>());
        services.AddSingleton<IRetention, CheckpointRetention>();
        services.TryAddSingleton<AuditTail>();
        services.TryAddSingleton<AuditVerification>();
        services.TryAddSingleton<WholeVerification>();
        services.TryAddSingleton<AuditWitnesses>();
        services.TryAddSingleton<ChainMaintenance>();
        services.AddSingleton<IRetention, PolicyRetention>();
        services.TryAddSingleton<RefusedCounts>();
        services.TryAddSingleton<ICheckpointSource, RegisteredChains>();
        services.TryAddSingleton<CheckpointHistory>();
        services.TryAddSingleton<IdleCheckpoints>();
        services.TryAddSingleton<EntrySearch>();
        services.TryAddSingleton<AuditProofs>();
        services.AddCheckpoints();
        return services.AddHostedService<AuditMaintenance>();
    }
}
