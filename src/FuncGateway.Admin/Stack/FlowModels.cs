using System.Text.Json;
using FuncGateway.Policies.Flows;

namespace FuncGateway.Admin.Stack;

/// <summary>The toxic flow of a grant, over all its servers.</summary>
/// <param name="IsComplete">Whether each leg has a tool that the agent can call without a person.</param>
/// <param name="UntrustedContent">The tools that return what others may have written.</param>
/// <param name="PrivateData">The tools that return what is not for everybody.</param>
/// <param name="WayOut">The tools that can carry data to others.</param>
/// <param name="Narrowest">The leg that takes the fewest rules to close: <c>untrustedContent</c>, <c>privateData</c> or <c>wayOut</c>; null if the flow is not complete.</param>
/// <param name="Breaks">What to add to the policies to close that leg.</param>
internal sealed record FlowView(
    bool IsComplete,
    IReadOnlyList<LegToolView> UntrustedContent,
    IReadOnlyList<LegToolView> PrivateData,
    IReadOnlyList<LegToolView> WayOut,
    FlowLeg? Narrowest,
    IReadOnlyList<FlowBreakView> Breaks)
{
    public static FlowView Of(ToxicFlow flow) => new(
        flow.IsComplete,
        ToolsOf(flow, FlowLeg.UntrustedContent),
        ToolsOf(flow, FlowLeg.PrivateData),
        ToolsOf(flow, FlowLeg.WayOut),
        flow.Narrowest,
        [.. FlowBreak.Of(flow).Select(FlowBreakView.Of)]);

    private static LegToolView[] ToolsOf(ToxicFlow flow, FlowLeg leg) => [.. flow.ToolsOf(leg).Select(LegToolView.Of)];
}

/// <summary>A tool as one leg of a flow.</summary>
/// <param name="IsHeld">Whether every call waits for a person. Such a tool does not complete a flow.</param>
internal sealed record LegToolView(string Server, string Tool, string Why, bool IsHeld)
{
    public static LegToolView Of(LegTool leg) => new(leg.Tool.Server, leg.Tool.Name, leg.Why, leg.IsHeld);
}

/// <summary>What breaks a flow at one server.</summary>
/// <param name="Add">A part of a policy, to be added to the one that the grant has at this server: what a rule has already stays.</param>
/// <param name="LeftOut">Tools whose names cannot be written as a rule.</param>
internal sealed record FlowBreakView(string Server, JsonElement Add, IReadOnlyList<string> LeftOut)
{
    public static FlowBreakView Of(FlowBreak found) => new(found.Server, JsonElement.Parse(found.Fragment), found.LeftOut);
}
