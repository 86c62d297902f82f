namespace FuncGateway.Gateway.Limits;

/// <summary>What a RateCounter remembers; serialised as JSON by both hosts.</summary>
public sealed record RateCounterState;
