using FuncGateway.Core.Recordings;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Approvals;

internal static class ApprovalRegistration
{
    /// <summary>Needs an <see cref="IApprovalStore"/> and an <see cref="IFlows"/> from the host.</summary>
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalOptions>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ApprovalOptions>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<ApprovalOptions>().Webhook);
        services.AddSingleton<ApprovalSignals>();
        services.AddSingleton<ApprovalLinks>();
        services.AddSingleton<ApprovalOpening>();
        services.AddSingleton<ConsumedApprovals>();
        services.AddSingleton<ApprovalGate>();
        services.AddSingleton<ApprovalDecisions>();
        services.AddSingleton<OpenedApprovals>();
        services.AddSingleton<SimilarApprovals>();
        services.AddSingleton<IRetention, ApprovalRetention>();
        services.AddSingleton<ApprovalWebhook>();
        services.AddSingleton<ApprovalActivities>();
        services.AddSingleton(provider => new CredentialSealing(EncryptionKey(provider)));
        services.AddSingleton<OpenedServers>();
        services.AddSingleton(provider => new RecordingEncryption(EncryptionKey(provider)));
        return services.AddSingleton(provider => new ArgumentEncryption(EncryptionKey(provider)));
    }

    // One key for all that is encrypted in the stores; a key for each purpose is derived from it.
    private static KeyMaterial EncryptionKey(IServiceProvider provider) => new(
        $"{ApprovalOptions.Section}:{nameof(ApprovalOptions.EncryptionKey)}",
        provider.GetRequiredService<ApprovalOptions>().EncryptionKey,
        provider.GetRequiredService<ISecretSource>());
}
