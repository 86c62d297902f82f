using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting;

/// <summary>The settings that both hosts read, each checked at start.</summary>
internal static class GatewaySettings
{
    public static IServiceCollection AddGatewaySettings(this IServiceCollection services)
    {
        // The options of people are checked where they are used: signing in depends on them.
        services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section);
        services.AddOptions<EntraOptions>().BindConfiguration(EntraOptions.Section);
        return services
            .Read<GatewayOptions>(GatewayOptions.Section)
            .Read<LimitOptions>(LimitOptions.Section)
            .Read<ApprovalOptions>(ApprovalOptions.Section)
            .Read<AuditOptions>(AuditOptions.Section);
    }

    private static IServiceCollection Read<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
