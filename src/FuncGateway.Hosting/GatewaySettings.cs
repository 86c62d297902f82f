using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Hosting;

/// <summary>Binds the settings of both hosts. They are validated at start.</summary>
internal static class GatewaySettings
{
    public static IServiceCollection AddGatewaySettings(this IServiceCollection services)
    {
        // The validation of the sign-in options is registered with the sign-in itself.
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
