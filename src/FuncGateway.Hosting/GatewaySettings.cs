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
    public static IServiceCollection AddGatewaySettings(this IServiceCollection services) => services
        .Bind<GatewayOptions>(GatewayOptions.Section)
        .Bind<LimitOptions>(LimitOptions.Section)
        .Bind<ApprovalOptions>(ApprovalOptions.Section)
        .Bind<AuditOptions>(AuditOptions.Section)
        .Bind<AdminOptions>(AdminOptions.Section)
        .Bind<EntraOptions>(EntraOptions.Section);

    private static IServiceCollection Bind<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
