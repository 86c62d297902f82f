using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Core.Policies;

namespace FuncGateway.Admin.Grants;

/// <summary>Reads the fields that the bodies about grants have in common. A mistake is noted in the fields.</summary>
internal static class GrantFields
{
    private const int MaxLabel = 100;
    private const string AcceptedPolicy = "the id of a policy of this server, or null for none (every call is denied then)";

    public static string Label(BodyFields fields) => fields.Label("label", MaxLabel);

    public static string? Policy(BodyFields fields)
    {
        var text = fields.TextOrNull("policy", AcceptedPolicy);
        if (text is not null && !PolicyId.TryParse(text, out _))
        {
            fields.Refuse($"The value is '{text}'. Accepted: {AcceptedPolicy}; an id is {PathId.Accepted}.", "policy");
            return null;
        }

        return text;
    }

    public static DateTimeOffset? ExpiresAt(BodyFields fields, DateTimeOffset now)
    {
        var time = fields.TimeOrNull("expiresAt");
        if (time <= now)
        {
            fields.Refuse($"The time is {TimeText.Of(time)}, which is not after the current time {TimeText.Of(now)}. Accepted: a time in the future, or null.", "expiresAt");
        }

        return time;
    }
}
