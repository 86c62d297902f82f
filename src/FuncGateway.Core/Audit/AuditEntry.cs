using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>One unchangeable record. There is no place in it for the value of an argument, a token or a credential.</summary>
/// <param name="Id">A ULID; for a call, the decision id that the client was told.</param>
/// <param name="At">The time of the decision, which for a call under limits is the time of its admission; for an action, when it was begun.</param>
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

    /// <summary>From the arrival of the request to the end of the answer, in milliseconds.</summary>
    public long? LatencyMs { get; init; }

    [JsonIgnore]
    public abstract AuditStream Stream { get; }

    public abstract AuditEntry With(AuditEnding ending);
}
