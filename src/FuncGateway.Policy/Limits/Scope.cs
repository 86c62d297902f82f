namespace FuncGateway.Policies.Limits;

/// <summary>What a limit counts separately by.</summary>
public enum Scope
{
    /// <summary>One counter for each grant.</summary>
    Grant,

    /// <summary>One counter for all grants of the server.</summary>
    Server,
}
