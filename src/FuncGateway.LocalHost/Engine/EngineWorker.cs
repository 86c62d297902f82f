using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Runs the registered orchestrations, activities and entities on the engine while the host runs.</summary>
// Six parameters: two are for the base class, and the engine needs the rest.
internal sealed class EngineWorker(
    string name, IDurableTaskFactory factory, AzureStorageOrchestrationService service, IServiceProvider services, IOptionsMonitor<DurableTaskWorkerOptions> options, ILoggerFactory logging)
    : DurableTaskWorker(name, factory)
{
    private TaskHubWorker? _worker;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await EngineClientSource.TranslateAsync(CreateHubAsync);
        var tasks = new TaskObjects(Factory, services, options.Get(Name), logging);
        _worker = new TaskHubWorker(service, tasks, tasks, tasks, logging) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        await _worker.StartAsync();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_worker is not null)
        {
            await StopAsync(_worker, cancellationToken);
        }
    }

    // Forced, because it would otherwise wait for long polls to end, and not longer than the host does if the storage is gone. Interrupted work is resumed from its history.
    private static async Task StopAsync(TaskHubWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            await worker.StopAsync(isForced: true).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host's time for stopping is over.
        }
    }

    // The dispatchers run their own loops.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;

    private async Task<bool> CreateHubAsync()
    {
        await service.CreateIfNotExistsAsync();
        return true;
    }
}
