namespace FuncGateway.Policies.Arguments;

/// <summary>Where the amount of a call is read.</summary>
internal sealed record ArgumentSource(ArgumentPath Path, int Slot);
