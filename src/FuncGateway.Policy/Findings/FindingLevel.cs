namespace FuncGateway.Policies.Findings;

/// <summary>How serious a finding is.</summary>
public enum FindingLevel
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Look at it before agents use the tool.</summary>
    Warning,

    /// <summary>Do not let agents use the tool until it is explained.</summary>
    Error,
}
