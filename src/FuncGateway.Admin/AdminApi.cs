using FuncGateway.Admin.Approvals;
using FuncGateway.Admin.Audit;
using FuncGateway.Admin.Freezing;
using FuncGateway.Admin.Grants;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.Inventory;
using FuncGateway.Admin.Overview;
using FuncGateway.Admin.Policies;
using FuncGateway.Admin.Servers;
using FuncGateway.Admin.Settings;
using FuncGateway.Admin.SignIn;
using FuncGateway.Admin.Stack;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin;

/// <summary>Maps the endpoints of the admin API.</summary>
public static class AdminApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<SignInEndpoint>().Map(endpoints);
        services.GetRequiredService<MeEndpoint>().Map(endpoints);
        services.GetRequiredService<SessionEndpoints>().Map(endpoints);
        services.GetRequiredService<ServerEndpoints>().Map(endpoints);
        services.GetRequiredService<PolicyEndpoints>().Map(endpoints);
        services.GetRequiredService<CheckEndpoint>().Map(endpoints);
        services.GetRequiredService<TrialEndpoint>().Map(endpoints);
        services.GetRequiredService<DiffEndpoint>().Map(endpoints);
        services.GetRequiredService<ProposeEndpoint>().Map(endpoints);
        services.GetRequiredService<ReplayEndpoint>().Map(endpoints);
        services.GetRequiredService<TestEndpoint>().Map(endpoints);
        services.GetRequiredService<VerifyEndpoint>().Map(endpoints);
        services.GetRequiredService<InvariantEndpoints>().Map(endpoints);
        services.GetRequiredService<ScanEndpoints>().Map(endpoints);
        services.GetRequiredService<ToolEndpoints>().Map(endpoints);
        services.GetRequiredService<ClassifyEndpoint>().Map(endpoints);
        services.GetRequiredService<GrantEndpoints>().Map(endpoints);
        services.GetRequiredService<GrantListEndpoints>().Map(endpoints);
        services.GetRequiredService<GrantIssuingEndpoint>().Map(endpoints);
        services.GetRequiredService<GrantEditingEndpoints>().Map(endpoints);
        services.GetRequiredService<GrantUsageEndpoint>().Map(endpoints);
        services.GetRequiredService<CounterResetEndpoint>().Map(endpoints);
        services.GetRequiredService<StackEndpoint>().Map(endpoints);
        services.GetRequiredService<ApprovalEndpoints>().Map(endpoints);
        services.GetRequiredService<AuditEndpoints>().Map(endpoints);
        services.GetRequiredService<AuditCheckEndpoints>().Map(endpoints);
        services.GetRequiredService<CheckpointEndpoints>().Map(endpoints);
        services.GetRequiredService<FreezeEndpoints>().Map(endpoints);
        services.GetRequiredService<SettingsEndpoint>().Map(endpoints);
        services.GetRequiredService<WebhookTestEndpoint>().Map(endpoints);
        services.GetRequiredService<OverviewEndpoint>().Map(endpoints);
        services.GetRequiredService<HealthEndpoint>().Map(endpoints);
        OpenApiEndpoint.Map(endpoints);
    }
}
