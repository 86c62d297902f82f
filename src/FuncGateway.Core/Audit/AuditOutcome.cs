using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Audit;

/// <summary>What became of a recorded message or action.</summary>
[JsonConverter(typeof(AuditOutcomeJson))]
public enum AuditOutcome
{
    /// <summary>It was begun, and nobody knows how it ended.</summary>
    Unknown,

    /// <summary>The policy, or a part that the decision needs, said no.</summary>
    Denied,

    /// <summary>A limit was full.</summary>
    Limited,

    /// <summary>A person had not decided yet.</summary>
    Pending,

    Answered,

    /// <summary>The tool ran and says that it failed.</summary>
    ToolError,

    /// <summary>The upstream answered with a JSON-RPC error; for an action, the gateway refused it.</summary>
    Refused,

    /// <summary>No connection to the upstream could be opened.</summary>
    NotSent,

    /// <summary>The upstream answered, and the answer was kept back because the call could not be recorded in time.</summary>
    Withheld,

    /// <summary>Not one message of the protocol.</summary>
    Malformed,

    TooLong,

    /// <summary>A session that is not the caller's, or is over.</summary>
    NoSession,

    /// <summary>The caller left, or took the call back, before anything was sent.</summary>
    Cancelled,

    /// <summary>Something broke inside the gateway.</summary>
    Failed,

    /// <summary>An action that was carried out.</summary>
    Done,

    /// <summary>So many requests that showed no grant of this gateway.</summary>
    Unauthenticated,

    /// <summary>So many requests that showed the grant of another server.</summary>
    OtherServer,

    /// <summary>The record itself cannot be read any more: somebody changed it.</summary>
    Unreadable,
}

/// <summary><c>ToolError</c> is written <c>tool_error</c>.</summary>
public sealed class AuditOutcomeJson() : JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary><c>deny</c>, <c>hold</c> or <c>allow</c>.</summary>
public sealed class VerdictJson() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
