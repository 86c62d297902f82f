using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Flows;

/// <summary>The tools of a grant, over all its servers, that together let what an agent reads make it send private data away.</summary>
public sealed class ToxicFlow
{
    // In the order in which a leg of equal size is closed first: without a way out, the other two do no harm.
    private static readonly FlowLeg[] InOrderOfHarm = [FlowLeg.WayOut, FlowLeg.UntrustedContent, FlowLeg.PrivateData];

    private readonly ILookup<FlowLeg, LegTool> _legs;

    private ToxicFlow(ILookup<FlowLeg, LegTool> legs) => _legs = legs;

    /// <summary>Whether each leg has a tool that the agent can call without a person.</summary>
    public bool IsComplete => InOrderOfHarm.All(leg => Open(leg).Any());

    /// <summary>The leg that takes the fewest rules to close; null if the flow is not complete.</summary>
    public FlowLeg? Narrowest => IsComplete ? InOrderOfHarm.MinBy(leg => Open(leg).Count()) : null;

    /// <summary>Finds the flow over the tools that the grant may call. The others do not count.</summary>
    public static ToxicFlow Of(IEnumerable<FlowTool> tools) => new(tools
        .Where(tool => tool.Access.Verdict is ToolVerdict.Allow or ToolVerdict.Hold)
        .SelectMany(tool => tool.Legs.Select(reason => (reason.Leg, Tool: new LegTool(tool, reason.Why))))
        .ToLookup(each => each.Leg, each => each.Tool));

    /// <summary>The tools that make a leg, those included whose every call waits for a person.</summary>
    public IEnumerable<LegTool> ToolsOf(FlowLeg leg) => _legs[leg];

    /// <summary>The tools of a leg that the agent can call without a person.</summary>
    public IEnumerable<LegTool> Open(FlowLeg leg) => _legs[leg].Where(tool => !tool.IsHeld);
}
