using FuncGateway.Core.Secrets;
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
        services.AddSingleton<ApprovalSignals>();
        services.AddSingleton<ApprovalLinks>();
        services.AddSingleton<ApprovalOpening>();
        services.AddSingleton<ApprovalGate>();
        services.AddSingleton<ApprovalDecisions>();
        services.AddSingleton<ApprovalRetention>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<ApprovalWebhook>();
        services.AddSingleton<ApprovalActivities>();
        return services.AddSingleton(provider => new ArgumentEncryption(new KeyMaterial(
            $"{ApprovalOptions.Section}:{nameof(ApprovalOptions.EncryptionKey)}",
            provider.GetRequiredService<ApprovalOptions>().EncryptionKey,
            provider.GetRequiredService<ISecretSource>())));
    }
}
