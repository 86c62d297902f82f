namespace FuncGateway.Core.Audit;

/// <summary>How something ended that was recorded when it began.</summary>
public sealed record AuditEnding(AuditOutcome Outcome)
{
    public int? Status { get; init; }

    public int? UpstreamStatus { get; init; }

    public long? LatencyMs { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public string? Result { get; init; }
}
