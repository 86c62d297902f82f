namespace FuncGateway.Bench.Micro;

/// <summary>One operation: how long it takes and what it allocates.</summary>
public sealed record MicroFigure(string Operation, double MicroSeconds, double AllocatedBytes);
