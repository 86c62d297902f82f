using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>What a call would take from a limit.</summary>
public sealed record Charge(Limit Limit, decimal Amount);
