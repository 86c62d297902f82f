using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Audit;

/// <summary>The outcome of a recorded message or action.</summary>
[JsonConverter(typeof(AuditOutcomeJson))]
public enum AuditOutcome
{
    /// <summary>It began, but how it ended is not known.</summary>
    Unknown,

    /// <summary>The policy denied it, or a component that the decision needs did not answer.</summary>
    Denied,

    /// <summary>A limit was exhausted.</summary>
    Limited,

    /// <summary>A person had not decided yet.</summary>
    Pending,

    Answered,

    /// <summary>The tool ran and reported an error.</summary>
    ToolError,

    /// <summary>The upstream answered with a JSON-RPC error; for an action, the gateway refused it.</summary>
    Refused,

    /// <summary>Nothing was sent to the upstream.</summary>
    NotSent,

    /// <summary>The upstream answered, but the response was withheld because the call could not be recorded in time.</summary>
    Withheld,

    /// <summary>The body is not exactly one valid protocol message.</summary>
    Malformed,

    TooLong,

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

/// <summary><c>ToolError</c> is written <c>tool_error</c>.</summary>
public sealed class AuditOutcomeJson() : JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary><c>deny</c>, <c>hold</c> or <c>allow</c>.</summary>
public sealed class VerdictJson() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
