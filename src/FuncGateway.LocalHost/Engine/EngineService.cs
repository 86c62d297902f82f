using DurableTask.AzureStorage;

namespace FuncGateway.LocalHost.Engine;

/// <summary>The Durable Task Framework on Azure Storage, set up for one machine.</summary>
internal static class EngineService
{
    public static AzureStorageOrchestrationService Create(EngineOptions options, EngineWorkerId worker, ILoggerFactory logging) => new(new AzureStorageOrchestrationServiceSettings
    {
        StorageAccountClientProvider = new StorageAccountClientProvider(options.ConnectionString),
        TaskHubName = options.HubName,
        WorkerId = worker.Value,
        AppName = "FuncGateway",
        LoggerFactory = logging,
        PartitionCount = 4,
        MaxQueuePollingInterval = options.MaxPollingInterval,
        // A process that is killed holds its partitions until these have passed; the defaults are made for datacenters and take half a minute.
        LeaseInterval = TimeSpan.FromSeconds(6),
        LeaseRenewInterval = TimeSpan.FromSeconds(2),
        LeaseAcquireInterval = TimeSpan.FromSeconds(2),
        ControlQueueVisibilityTimeout = TimeSpan.FromSeconds(30),
        WorkItemQueueVisibilityTimeout = TimeSpan.FromSeconds(30),
        UseAppLease = false,
        UseTablePartitionManagement = true,
        // Without this no entity is ever dispatched.
        UseSeparateQueueForEntityWorkItems = true,
        ThrowExceptionOnInvalidDedupeStatus = true,
    });
}
