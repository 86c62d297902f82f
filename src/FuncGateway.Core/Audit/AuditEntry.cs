using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>An immutable audit record. It has no field for argument values, tokens or credentials.</summary>
/// <param name="Id">A ULID; for a call, the decision id that the client was told.</param>
/// <param name="At">The time of the decision, which for a call under limits is the time of its admission; for an action, when it began.</param>
[JsonDerivedType(typeof(CallEntry))]
[JsonDerivedType(typeof(AdminEntry))]
public abstract record AuditEntry(string Id, DateTimeOffset At)
{
    public string? Server { get; init; }

    public string? Grant { get; init; }

    /// <summary>Null while the request is in progress.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The HTTP status of the gateway's own response, where it is informative.</summary>
    public int? Status { get; init; }

    /// <summary>From the arrival of the request to the end of the response, in milliseconds.</summary>
    public long? LatencyMs { get; init; }

    public abstract AuditStream Stream { get; }

    public abstract AuditEntry With(AuditEnding ending);
}

/// <summary>Completes an entry that was recorded when the request began.</summary>
public sealed record AuditEnding(AuditOutcome Outcome)
{
    /// <summary>The id of the entry. The first member in JSON, by which a line is known to be an ending.</summary>
    [JsonPropertyOrder(-1)]
    public string? Ends { get; init; }

    public int? Status { get; init; }

    public int? UpstreamStatus { get; init; }

    public long? LatencyMs { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public string? Result { get; init; }
}
