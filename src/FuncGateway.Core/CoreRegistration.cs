using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Drift;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Ownership;
using FuncGateway.Core.Proposals;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Replays;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Stack;
using FuncGateway.Core.Usage;
using FuncGateway.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core;

public static class CoreRegistration
{
    /// <summary>Registers the gateway's logic that does not depend on HTTP. The host adds the stores, an <see cref="IDurableClientSource"/> and an <see cref="ISecretSource"/>.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        services.AddOptions<CeilingOptions>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<CeilingOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Retentions>();
        services.TryAddSingleton<IOwnAddress, AddressInSettings>();
        services.TryAddSingleton<UpstreamAddressGuard>();
        services.TryAddSingleton<StackReader>();
        services.TryAddSingleton<PolicyProposals>();
        services.TryAddSingleton(provider => new ArgumentDigest(new KeyMaterial(
            $"{GatewayOptions.Section}:{nameof(GatewayOptions.SessionKey)}",
            provider.GetRequiredService<GatewayOptions>().SessionKey,
            provider.GetRequiredService<ISecretSource>())));
        return services.AddAccess().AddDurable().AddLimits().AddWebhooks().AddApprovals().AddAudit().AddOwnership().AddUsage().AddDrift().AddRecordings().AddReplays();
    }
}
