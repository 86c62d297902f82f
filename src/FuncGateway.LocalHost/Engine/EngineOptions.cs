namespace FuncGateway.LocalHost.Engine;

/// <summary>Where the durable engine keeps its work, and how this process takes part in it.</summary>
/// <param name="ConnectionString">The storage account, with blobs, queues and tables.</param>
/// <param name="HubName">First part of the names of its queues, tables and blobs: 3 to 45 letters and digits, a letter first. Processes that share work name the same hub.</param>
/// <param name="DataFolder">The folder of this host; see <see cref="EngineWorkerId"/>.</param>
internal sealed record EngineOptions(string ConnectionString, string HubName, string DataFolder)
{
    /// <summary>Longest pause between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(0.2);
}
