namespace FuncGateway.Policies;

/// <summary>Whether a policy is enforced.</summary>
public enum PolicyMode
{
    /// <summary>What the policy denies is refused.</summary>
    Enforce,

    /// <summary>Every request is judged, and nothing of the policy is enforced: the audit log records what would have been decided.</summary>
    Shadow,
}
