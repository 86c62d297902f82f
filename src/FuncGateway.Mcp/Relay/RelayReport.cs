namespace FuncGateway.Mcp.Relay;

/// <summary>How carrying one message went.</summary>
/// <param name="UpstreamStatus">The upstream's HTTP status; null when it sent none.</param>
public readonly record struct RelayReport(RelayOutcome Outcome, RelayFault Fault, int? UpstreamStatus);
