using FuncGateway.Gateway;

namespace FuncGateway.Azure.Durable;

/// <summary>A process that runs flows, and until when others leave its flows to it.</summary>
public sealed record ProcessLease(string Process, DateTimeOffset Until, RowVersion Version);
