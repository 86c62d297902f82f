using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Secrets;
using FuncGateway.Mcp.Calls;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Scanning;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp;

public static class McpRegistration
{
    /// <summary>Registers <see cref="McpEndpoint"/> and everything it needs.</summary>
    public static IServiceCollection AddMcp(this IServiceCollection services) => services.AddRelay().AddCalls().AddSingleton<IServerScanner, ServerScanner>();

    private static IServiceCollection AddRelay(this IServiceCollection services)
    {
        services.AddSingleton<IdleTimeouts>();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<UpstreamSender>();
        services.AddSingleton<ListRewriter>();
        services.AddSingleton<UnusableAnswerLog>();
        services.AddSingleton<MessageScreen>();
        services.AddSingleton<RequestsInFlight>();
        services.AddSingleton<UiResources>();
        services.AddSingleton<GrantScreen>();
        services.AddSingleton<BodyRelay>();
        services.AddSingleton<SmallBodies>();
        services.AddSingleton<LostSessionRelay>();
        services.AddSingleton<StatusRelay>();
        services.AddSingleton<StreamRelay>();
        services.AddSingleton<AnswerRelay>();
        services.AddSingleton<Relayer>();
        services.AddSingleton<StreamWatches>();
        services.AddSingleton<Sessions>();
        return services.AddSingleton(provider => new SessionBinding(new KeyMaterial(
            $"{GatewayOptions.Section}:{nameof(GatewayOptions.SessionKey)}",
            provider.GetRequiredService<GatewayOptions>().SessionKey,
            provider.GetRequiredService<ISecretSource>())));
    }

    private static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<RequestCeilings>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<CallRecords>();
        services.AddSingleton<ChargeReserver>();
        services.AddSingleton<HeldCalls>();
        services.AddSingleton<ApprovalRefusals>();
        services.AddSingleton<ApprovalRequests>();
        services.AddSingleton<CallerRecheck>();
        services.AddSingleton<CallApprover>();
        services.AddSingleton<CallAdmission>();
        services.AddSingleton<CallSender>();
        services.AddSingleton<ToolCallSteps>();
        services.AddSingleton<RequestJudge>();
        services.AddSingleton<PassThrough>();
        services.AddSingleton<MessageRouter>();
        services.AddSingleton<PostHandler>();
        services.AddSingleton<StreamHandler>();
        services.AddSingleton<HostCheck>();
        services.AddSingleton<CallerAdmission>();
        services.AddSingleton<McpVerbs>();
        return services.AddSingleton<McpEndpoint>();
    }
}
