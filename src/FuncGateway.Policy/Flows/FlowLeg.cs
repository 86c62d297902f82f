namespace FuncGateway.Policies.Flows;

/// <summary>
/// What one tool adds to a toxic flow. An agent that has all three can be told by what it reads to fetch something private and to send it away.
/// </summary>
public enum FlowLeg
{
    /// <summary>The tool returns text that others may have written, and that may instruct the model.</summary>
    UntrustedContent,

    /// <summary>The tool returns what is not for everybody: files, mail, databases, secrets, customer records, repositories.</summary>
    PrivateData,

    /// <summary>The tool can carry data to others: it sends, publishes, requests an address that the caller gives, or runs something.</summary>
    WayOut,
}

/// <summary>Why a tool is a leg.</summary>
/// <param name="Why">One sentence without a full stop, such as "the name contains 'issue', which others write".</param>
public sealed record LegReason(FlowLeg Leg, string Why);
