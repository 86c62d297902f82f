using FuncGateway.Gateway.Access;
using FuncGateway.Gateway.Approvals;
using FuncGateway.Gateway.Audit;
using FuncGateway.Gateway.Calls;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Endpoints;
using FuncGateway.Gateway.Endpoints.Admin;
using FuncGateway.Gateway.Limits;
using FuncGateway.Gateway.Relay;
using FuncGateway.Gateway.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Gateway;

public static class GatewayRegistration
{
    /// <summary>The whole gateway. The host adds stores, an <see cref="IDurableClients"/> and an <see cref="ISecretSource"/>, and serves <see cref="GatewayPipeline"/>.</summary>
    public static IServiceCollection AddFuncGateway(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        return services.AddAccess().AddDurable().AddLimits().AddApprovals().AddAudit().AddRelay().AddCalls().AddAdminApi();
    }

    private static IServiceCollection AddRelay(this IServiceCollection services)
    {
        services.AddSingleton<UpstreamAddressGuard>();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<UpstreamSender>();
        services.AddSingleton<ToolLists>();
        services.AddSingleton<BodyRelay>();
        services.AddSingleton<WholeAnswer>();
        services.AddSingleton<StreamRelay>();
        services.AddSingleton<Relayer>();
        services.AddSingleton<Sessions>();
        return services.AddSingleton(provider => new SessionBinding(new KeyMaterial(
            $"{GatewayOptions.Section}:{nameof(GatewayOptions.SessionKey)}",
            provider.GetRequiredService<GatewayOptions>().SessionKey,
            provider.GetRequiredService<ISecretSource>())));
    }

    private static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<MessageReader>();
        services.AddSingleton<CallRecords>();
        services.AddSingleton<ChargeReserver>();
        services.AddSingleton<HeldCalls>();
        services.AddSingleton<CallHolds>();
        services.AddSingleton<ApprovalRefusals>();
        services.AddSingleton<CallApprover>();
        services.AddSingleton<ToolCallPath>();
        services.AddSingleton<PostPath>();
        services.AddSingleton<StreamPath>();
        services.AddSingleton<HostCheck>();
        services.AddSingleton<McpEndpoint>();
        return services.AddSingleton<GatewayPipeline>();
    }
}
