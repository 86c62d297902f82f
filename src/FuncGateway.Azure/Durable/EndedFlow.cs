using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>A run whose head and history are still kept.</summary>
public sealed record EndedFlow(string Key, string InstanceId, string Run, RowVersion Version);
