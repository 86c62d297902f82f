using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FuncGateway.Azure.Durable;
using FuncGateway.Azure.Storage;
using FuncGateway.Gateway.Durable;
using FuncGateway.LocalHost.Runtime;
using FuncGateway.Testing.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FuncGateway.LocalHost.Tests.Runtime;

/// <summary>The local runtime as a process of its own would have it: nothing shared with another but the tables.</summary>
internal sealed class FlowProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public FlowProcess(AzuriteFixture azurite, string prefix, FlowCatalog catalog, TimeProvider time, HttpPipelinePolicy? policy = null)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        if (policy is not null)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        var tables = new Tables(new TableServiceClient(azurite.ConnectionString, options), prefix);
        Table = new FlowTable(tables);
        Hub = new FlowHubTable(tables);
        _services = new ServiceCollection()
            .AddLogging().AddSingleton(time).AddSingleton(catalog).AddSingleton(Table).AddSingleton(Hub)
            .AddSingleton(new EntityTable(tables.Service, prefix)).AddLocalRuntime().BuildServiceProvider();
    }

    public FlowTable Table { get; }

    public FlowHubTable Hub { get; }

    public IFlows Flows => _services.GetRequiredService<IFlows>();

    private IHostedService Pump => _services.GetServices<IHostedService>().Single();

    public Task StartAsync() => Pump.StartAsync(CancellationToken.None);

    public Task StopAsync() => Pump.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
