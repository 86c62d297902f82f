using DurableTask.AzureStorage;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Configures the Durable Task Framework on Azure Storage for a single machine.</summary>
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
        // A killed process keeps its partitions until these intervals have passed. The defaults are meant for datacenters and take half a minute.
        LeaseInterval = TimeSpan.FromSeconds(6),
        LeaseRenewInterval = TimeSpan.FromSeconds(2),
        LeaseAcquireInterval = TimeSpan.FromSeconds(2),
        ControlQueueVisibilityTimeout = TimeSpan.FromSeconds(30),
        WorkItemQueueVisibilityTimeout = TimeSpan.FromSeconds(30),
        UseAppLease = false,
        UseTablePartitionManagement = true,
        // Required: otherwise entities are never dispatched.
        UseSeparateQueueForEntityWorkItems = true,
        ThrowExceptionOnInvalidDedupeStatus = true,
    });
}
