namespace FuncGateway.LocalHost.Engine;

/// <summary>Where the durable engine keeps its work, and how this process takes part in it.</summary>
/// <param name="ConnectionString">The storage account, with blobs, queues and tables.</param>
/// <param name="HubName">First part of the names of its queues, tables and blobs: letters and digits, a letter first. Processes that share work name the same hub.</param>
/// <param name="WorkerId">Names this process among those of the hub. The same after a restart, so that it takes its partitions up again at once.</param>
internal sealed record EngineOptions(string ConnectionString, string HubName, string WorkerId)
{
    /// <summary>Longest pause between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(0.2);
}
