namespace FuncGateway.Policies.Recommendations;

/// <summary>How much a recommended policy lets agents do.</summary>
public enum Preset
{
    /// <summary><c>read-only</c>: tools that read, nothing else.</summary>
    ReadOnly,

    /// <summary><c>recommended</c>: writing and running within limits, paying with approval, no deleting.</summary>
    Recommended,

    /// <summary><c>strict</c>: writing with approval and within limits, nothing beyond.</summary>
    Strict,
}
