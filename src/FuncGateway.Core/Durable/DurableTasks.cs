using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Core.Durable;

/// <summary>Registers every entity, orchestration and activity of the gateway, for hosts that register classes. The function app lists them in its triggers instead.</summary>
public static class DurableTasks
{
    public static DurableTaskRegistry AddGatewayTasks(this DurableTaskRegistry tasks) => tasks
        .AddEntity<RateCounterEntity>(RateCounterEntity.EntityName)
        .AddOrchestrator<ApprovalFlow>(ApprovalFlow.Name)
        .AddActivity<ApprovalNotifyActivity>(ApprovalNotifyActivity.Name)
        .AddActivity<ApprovalCloseActivity>(ApprovalCloseActivity.Name);
}

internal static class DurableRegistration
{
    /// <summary>Needs an <see cref="IDurableClientSource"/> from the host.</summary>
    public static IServiceCollection AddDurable(this IServiceCollection services)
    {
        services.AddSingleton<ICounters, DurableCounters>();
        services.AddSingleton<IFlows, DurableFlows>();
        return services.AddSingleton<DurableCleanUp>();
    }
}
