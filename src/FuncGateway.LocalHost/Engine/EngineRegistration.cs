using FuncGateway.Core.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace FuncGateway.LocalHost.Engine;

internal static class EngineRegistration
{
    /// <summary>Registers the in-process durable engine, with the entities and flows of the gateway. Needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(_ => EngineWorkerId.Take(options.DataFolder));
        services.AddSingleton(provider => EngineService.Create(options, provider.GetRequiredService<EngineWorkerId>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DurableTaskClient, EngineClient>();
        services.AddSingleton<IDurableClientSource, EngineClientSource>();
        services.AddDurableTaskWorker(builder => builder
            .Configure(worker => worker.DataConverter = EngineJson.Converter)
            .AddTasks(tasks => tasks.AddGatewayTasks())
            .UseBuildTarget<EngineWorker>());
        return services;
    }
}
