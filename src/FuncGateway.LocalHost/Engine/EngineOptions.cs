namespace FuncGateway.LocalHost.Engine;

/// <summary>The storage of the durable engine, and the identity of this process in it.</summary>
/// <param name="ConnectionString">The storage account, with blobs, queues and tables.</param>
/// <param name="HubName">Prefix of the names of its queues, tables and blobs: 3 to 45 letters and digits, starting with a letter. Processes that share work use the same hub.</param>
/// <param name="DataFolder">The folder of this host; see <see cref="EngineWorkerId"/>.</param>
internal sealed record EngineOptions(string ConnectionString, string HubName, string DataFolder)
{
    /// <summary>Maximum interval at which an empty queue is polled: how long the first lease after an idle time may take, against the processor time of idle polling.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(0.5);
}
