using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>A flow that is to be run, as all processes see it in one list. Who owns it is decided by its head; what stands here may be behind.</summary>
public sealed record RunningFlow(string InstanceId, string Owner, DateTimeOffset Since, RowVersion Version);
