using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>The outcome of a recorded message or action.</summary>
[JsonConverter(typeof(AuditOutcomeJson))]
public enum AuditOutcome
{
    /// <summary>It began, but how it ended is not known.</summary>
    Unknown,

    /// <summary>The gateway refused it: the policy, a limit or a person denied it, or a component that the decision needs did not answer.</summary>
    Refused,

    /// <summary>A person had not decided yet.</summary>
    Pending,

    Answered,

    /// <summary>The upstream answered with an error: the tool's own, or a JSON-RPC error.</summary>
    Error,

    /// <summary>Nothing was sent to the upstream.</summary>
    NotSent,

    /// <summary>The upstream answered, but the response was withheld because the call could not be recorded in time.</summary>
    Withheld,

    /// <summary>The body is not exactly one valid protocol message.</summary>
    Malformed,

    TooLong,

    /// <summary>A count of requests that were refused because a ceiling was reached.</summary>
    Busy,

    /// <summary>The session does not belong to the caller, or has ended.</summary>
    NoSession,

    /// <summary>The caller disconnected or cancelled the call before anything was sent.</summary>
    Cancelled,

    /// <summary>An internal error of the gateway.</summary>
    Failed,

    /// <summary>An action that was carried out.</summary>
    Done,

    /// <summary>A count of requests without a valid grant of this gateway.</summary>
    Unauthenticated,

    /// <summary>A count of requests with a grant for another server.</summary>
    OtherServer,

    /// <summary>The record cannot be read, because it was modified.</summary>
    Unreadable,
}

/// <summary><c>NotSent</c> is written <c>not_sent</c>.</summary>
public sealed class AuditOutcomeJson() : JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
