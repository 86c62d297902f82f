namespace FuncGateway.Mcp.Telemetry;

/// <summary>What became of a message, in the words of telemetry.</summary>
internal static class CallVerdicts
{
    /// <summary>Never got as far as a decision: not identified, not readable, no such session, or the store did not answer.</summary>
    public const string Rejected = "rejected";

    /// <summary>Nothing to judge: not a tool call.</summary>
    public const string Unjudged = "unjudged";

    public const string Allow = "allow";
    public const string Deny = "deny";
    public const string Hidden = "hidden";
    public const string Hold = "hold";

    /// <summary>A limit is full.</summary>
    public const string Limit = "limit";

    /// <summary>Allowed, but its limit could not be checked, so it was not made.</summary>
    public const string Unchecked = "unchecked";
}
