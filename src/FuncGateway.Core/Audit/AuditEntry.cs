using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>One unchangeable record. There is no place in it for the value of an argument, a token or a credential.</summary>
/// <param name="Id">A ULID; for a call, the decision id that the client was told.</param>
/// <param name="At">The time of the decision, or when the action was begun.</param>
[JsonDerivedType(typeof(CallEntry))]
[JsonDerivedType(typeof(AdminEntry))]
public abstract record AuditEntry(string Id, DateTimeOffset At)
{
    public string? Server { get; init; }

    public string? Grant { get; init; }

    /// <summary>Null as long as it is under way.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The HTTP status that the gateway itself answered with, where that says something.</summary>
    public int? Status { get; init; }

    /// <summary>From <see cref="At"/> to the end of the answer, in milliseconds.</summary>
    public long? LatencyMs { get; init; }

    [JsonIgnore]
    public abstract AuditStream Stream { get; }

    public abstract AuditEntry With(AuditEnding ending);
}

/// <summary>How something ended that was recorded when it began.</summary>
public sealed record AuditEnding(AuditOutcome Outcome)
{
    public int? Status { get; init; }

    public int? UpstreamStatus { get; init; }

    public long? LatencyMs { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public string? Result { get; init; }
}
