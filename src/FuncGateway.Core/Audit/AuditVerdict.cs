using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Audit;

/// <summary>The decision on a request, as recorded.</summary>
[JsonConverter(typeof(AuditVerdictJson))]
public enum AuditVerdict
{
    Deny,

    /// <summary>A person had to decide.</summary>
    Hold,

    Allow,

    /// <summary>The policy allowed it, and a limit was exhausted.</summary>
    Limited,

    /// <summary>Denied as if it did not exist.</summary>
    Hidden,
}

/// <summary><c>deny</c>, <c>hold</c>, <c>allow</c>, <c>limited</c> or <c>hidden</c>.</summary>
public sealed class AuditVerdictJson() : JsonStringEnumConverter<AuditVerdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

public static class AuditVerdicts
{
    public static AuditVerdict Of(Decision decision) => decision switch
    {
        { Reason.IsHidden: true } => AuditVerdict.Hidden,
        { Verdict: Verdict.Allow } => AuditVerdict.Allow,
        { Verdict: Verdict.Hold } => AuditVerdict.Hold,
        _ => AuditVerdict.Deny,
    };
}
