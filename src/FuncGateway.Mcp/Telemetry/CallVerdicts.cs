namespace FuncGateway.Mcp.Telemetry;

/// <summary>Values of the verdict tag.</summary>
internal static class CallVerdicts
{
    /// <summary>Refused before a decision: not identified, unreadable, unknown session, or a store did not answer.</summary>
    public const string Rejected = "rejected";

    /// <summary>Relayed without a decision of the policy: the handshake, lists and notifications.</summary>
    public const string Unjudged = "unjudged";

    public const string Allow = "allow";
    public const string Deny = "deny";
    public const string Hidden = "hidden";
    public const string Hold = "hold";

    /// <summary>A limit is exhausted. The same word as in the audit log.</summary>
    public const string Limited = "limited";

    /// <summary>Allowed, but not made: its limit could not be checked, or the call could not be recorded.</summary>
    public const string Unchecked = "unchecked";
}
