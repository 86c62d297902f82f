using System.Diagnostics;
using FuncGateway.Gateway.People;
using FuncGateway.Gateway.Servers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>What the admin API needs. The stores, <see cref="IStoreHealth"/> and <see cref="UpstreamAddressGuard"/> come from elsewhere.</summary>
public static class AdminApiRegistration
{
    public static IServiceCollection AddAdminApi(this IServiceCollection services)
    {
        services.AddPeople();
        services.AddRouting();
        services.TryAddSingleton(_ => new DiagnosticListener("Microsoft.AspNetCore"));
        services.TryAddSingleton<AdminActions>();
        services.TryAddSingleton<ApprovalEndpoints>();
        services.TryAddSingleton<AuditEndpoints>();
        services.TryAddSingleton<GrantChanges>();
        services.TryAddSingleton<GrantEndpoints>();
        services.TryAddSingleton<GrantRevocation>();
        services.TryAddSingleton<HealthEndpoint>();
        services.TryAddSingleton<PolicyEndpoints>();
        services.TryAddSingleton<PolicyPublishing>();
        services.TryAddSingleton<ServerEndpoints>();
        services.TryAddSingleton<ServerRemoval>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedSignIn>();
        return services;
    }
}
