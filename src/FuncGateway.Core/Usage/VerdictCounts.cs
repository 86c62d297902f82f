using System.Text.Json.Serialization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Usage;

/// <summary>How many requests had each verdict.</summary>
/// <param name="Unknown">How many of the allowed ones have an unknown outcome. They are counted when that is known, perhaps in a later hour.</param>
public readonly record struct VerdictCounts(
    [property: JsonPropertyName("a")] long Allow,
    [property: JsonPropertyName("d")] long Deny,
    [property: JsonPropertyName("h")] long Hold,
    [property: JsonPropertyName("l")] long Limited,
    [property: JsonPropertyName("x")] long Hidden,
    [property: JsonPropertyName("u")] long Unknown = 0)
{
    [JsonIgnore]
    public long Total => Allow + Deny + Hold + Limited + Hidden;

    public static VerdictCounts operator +(VerdictCounts left, VerdictCounts right) => new(
        left.Allow + right.Allow, left.Deny + right.Deny, left.Hold + right.Hold, left.Limited + right.Limited, left.Hidden + right.Hidden, left.Unknown + right.Unknown);

    /// <summary>Returns these counts and one more request.</summary>
    public VerdictCounts And(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Allow => this with { Allow = Allow + 1 },
        AuditVerdict.Hold => this with { Hold = Hold + 1 },
        AuditVerdict.Limited => this with { Limited = Limited + 1 },
        AuditVerdict.Hidden => this with { Hidden = Hidden + 1 },
        _ => this with { Deny = Deny + 1 },
    };
}
