using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Flows;

/// <summary>A tool that a grant reaches.</summary>
/// <param name="Legs">The legs that it can be, as <see cref="FlowLegs"/> finds them.</param>
public sealed record FlowTool(string Server, string Name, ToolAccess Access, IReadOnlyList<LegReason> Legs);

/// <summary>A tool as one leg of a flow.</summary>
public sealed record LegTool(FlowTool Tool, string Why)
{
    /// <summary>Whether every call of the tool waits for a person. Such a tool does not complete a flow.</summary>
    public bool IsHeld => Tool.Access.Verdict == ToolVerdict.Hold;
}
