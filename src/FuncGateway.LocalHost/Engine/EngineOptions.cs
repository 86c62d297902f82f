namespace FuncGateway.LocalHost.Engine;

/// <summary>The storage of the durable engine, and the identity of this process in it.</summary>
/// <param name="ConnectionString">The storage account, with blobs, queues and tables.</param>
/// <param name="HubName">Prefix of the names of its queues, tables and blobs: letters and digits, starting with a letter. Processes that share work use the same hub.</param>
/// <param name="WorkerId">Identifies this process within the hub. It stays the same after a restart, so that the process reclaims its partitions at once.</param>
internal sealed record EngineOptions(string ConnectionString, string HubName, string WorkerId)
{
    /// <summary>Maximum interval at which an empty queue is polled.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(0.2);
}
