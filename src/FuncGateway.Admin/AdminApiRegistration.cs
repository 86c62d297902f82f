using System.Diagnostics;
using FuncGateway.Admin.Approvals;
using FuncGateway.Admin.Audit;
using FuncGateway.Admin.Freezing;
using FuncGateway.Admin.Grants;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.Inventory;
using FuncGateway.Admin.Overview;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Policies;
using FuncGateway.Admin.Servers;
using FuncGateway.Admin.Settings;
using FuncGateway.Admin.SignIn;
using FuncGateway.Admin.Stack;
using FuncGateway.Core;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Admin;

/// <summary>Registers the admin API. The stores, <see cref="IStoreHealth"/> and <see cref="UpstreamAddressGuard"/> are registered elsewhere.</summary>
public static class AdminApiRegistration
{
    public static IServiceCollection AddAdminApi(this IServiceCollection services)
    {
        services.AddPeople();
        services.AddRouting();
        services.TryAddSingleton(_ => new DiagnosticListener("Microsoft.AspNetCore"));
        services.TryAddSingleton<AdminActions>();
        services.TryAddSingleton<ApprovalContents>();
        services.TryAddSingleton<ApprovalEndpoints>();
        services.TryAddSingleton<ApprovalViews>();
        services.TryAddSingleton<AuditEndpoints>();
        services.TryAddSingleton<AuditCheckEndpoints>();
        services.TryAddSingleton<CheckEndpoint>();
        services.TryAddSingleton<CheckpointEndpoints>();
        services.TryAddSingleton<CounterResetEndpoint>();
        services.TryAddSingleton<FreezeEndpoints>();
        services.TryAddSingleton<GrantAccessReading>();
        services.TryAddSingleton<GrantEditingEndpoints>();
        services.TryAddSingleton<GrantEndpoints>();
        services.TryAddSingleton<GrantIssuingEndpoint>();
        services.TryAddSingleton<GrantListEndpoints>();
        services.TryAddSingleton<GrantUsageEndpoint>();
        services.TryAddSingleton<HealthEndpoint>();
        services.TryAddSingleton<PolicyEndpoints>();
        services.TryAddSingleton<ScanEndpoints>();
        services.TryAddSingleton<ToolEndpoints>();
        services.TryAddSingleton<TrialEndpoint>();
        services.TryAddSingleton<DiffEndpoint>();
        services.TryAddSingleton<ProposeEndpoint>();
        services.TryAddSingleton<ReplayEndpoint>();
        services.TryAddSingleton<TestEndpoint>();
        services.TryAddSingleton<VerifyEndpoint>();
        services.TryAddSingleton<InvariantEndpoints>();
        services.TryAddSingleton<ClassifyEndpoint>();
        services.TryAddSingleton<ServerEndpoints>();
        services.TryAddSingleton<ServerValidation>();
        services.TryAddSingleton<SessionEndpoints>();
        services.TryAddSingleton<SessionGuard>();
        services.TryAddSingleton<SignInEndpoint>();
        services.TryAddSingleton<MeEndpoint>();
        services.TryAddSingleton<StackEndpoint>();
        services.TryAddSingleton<PartsHealth>();
        services.TryAddSingleton<SettingsEndpoint>();
        services.TryAddSingleton<WebhookTestEndpoint>();
        services.TryAddSingleton<NearLimits>();
        services.TryAddSingleton<FirstSteps>();
        services.TryAddSingleton<ServerStates>();
        services.TryAddSingleton<PendingApprovals>();
        services.TryAddSingleton<OverviewEndpoint>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
        return services;
    }
}
