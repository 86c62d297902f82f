namespace FuncGateway.Bench.Targets;

/// <summary>What a child says of itself.</summary>
/// <param name="AllocatedBytes">Since its start, all threads.</param>
/// <param name="WorkingSetBytes">Resident memory.</param>
public sealed record ChildStats(long AllocatedBytes, long WorkingSetBytes, long HeapBytes);
