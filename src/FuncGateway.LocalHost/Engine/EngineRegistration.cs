using System.Text.Json;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Limits;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace FuncGateway.LocalHost.Engine;

internal static class EngineRegistration
{
    /// <summary>The durable engine in this process, with the entities and flows of the gateway. Needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(provider => EngineService.Create(options, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IFlows, EngineFlows>();
        services.AddSingleton<ICounters, EngineCounters>();
        services.AddSingleton<EngineCleaning>();
        services.AddDurableTaskWorker(worker => worker
            .Configure(worker => worker.DataConverter = EngineJson.Converter)
            .AddTasks(tasks => tasks.AddEntity<RateCounterEntity>(RateCounterEntity.EntityName))
            .UseBuildTarget<EngineWorker>());
        services.AddOptions<DurableTaskRegistry>(Microsoft.Extensions.Options.Options.DefaultName).Configure<FlowCatalog>((tasks, catalog) => tasks.AddCatalog(catalog));
        return services;
    }

    private static void AddCatalog(this DurableTaskRegistry tasks, FlowCatalog catalog)
    {
        foreach (var flow in catalog.Flows)
        {
            tasks.AddOrchestratorFunc<JsonElement, bool>(flow.Name, async (context, input) =>
            {
                await flow.RunAsync(new DurableFlow(context), input.GetRawText());
                return true;
            });
        }

        foreach (var activity in catalog.Activities)
        {
            tasks.AddActivityFunc<JsonElement, JsonElement>(activity.Name, async (_, input) =>
                JsonSerializer.Deserialize<JsonElement>(await activity.RunAsync(input.GetRawText(), CancellationToken.None)));
        }
    }
}
