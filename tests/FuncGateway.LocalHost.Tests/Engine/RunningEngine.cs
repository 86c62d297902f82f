using DurableTask.AzureStorage;
using DurableTask.Core.Entities;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Limits;
using FuncGateway.LocalHost.Engine;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Timing;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>The durable engine as LocalHost runs it, on a hub of its own, with the test's clock.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;

    private RunningEngine(ServiceProvider services, DirectoryInfo folder) => (_services, _folder) = (services, folder);

    public ICounters Counters => _services.GetRequiredService<ICounters>();

    public IFlows Flows => _services.GetRequiredService<IFlows>();

    public IDurableClientSource Clients => _services.GetRequiredService<IDurableClientSource>();

    public DurableCleanUp CleanUp => _services.GetRequiredService<DurableCleanUp>();

    private AzureStorageOrchestrationService Service => _services.GetRequiredService<AzureStorageOrchestrationService>();

    public static async Task<RunningEngine> StartAsync(AzuriteFixture azurite, TimeProvider time, Action<DurableTaskRegistry>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("engine");
        var options = new EngineOptions(azurite.ConnectionString, $"t{Guid.NewGuid():N}"[..20], folder.FullName) { MaxPollingInterval = TimeSpan.FromMilliseconds(50) };
        var services = new ServiceCollection().AddLogging().AddSingleton(time).AddDurable().AddEngine(options)
            .Configure(more ?? (_ => { })).BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        return new RunningEngine(services, folder);
    }

    /// <summary>Sends one operation to a counter and waits until the engine has carried it out, whether it failed or not.</summary>
    public async Task ApplyAsync(CounterKey key, Func<ICounters, Task> signal)
    {
        var before = await LastModifiedAsync(key);
        await signal(Counters);
        await Eventually.Async(async () => await LastModifiedAsync(key) != before, "the counter is changed");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await Service.DeleteAsync();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<DateTime?> LastModifiedAsync(CounterKey key)
    {
        var queries = ((IEntityOrchestrationService)Service).EntityBackendQueries ?? throw new InvalidOperationException("The engine knows no entities.");
        return (await queries.GetEntityAsync(new EntityId(RateCounterEntity.EntityName.ToLowerInvariant(), key.Value), includeState: false, includeStateless: true, CancellationToken.None))?.LastModifiedTime;
    }
}
