using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Flows;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Stack;

/// <summary>A tool of a server, as far as it is the same for every grant.</summary>
/// <param name="IsHiddenAsChanged">Whether it is hidden from everybody, because its definition has changed since it was accepted.</param>
public sealed record SurveyedTool(string Name, ToolClass Class, ToolState State, bool IsHiddenAsChanged, IReadOnlyList<LegReason> Legs);

/// <summary>The tools of the newest snapshot of a server.</summary>
internal sealed record ServerSurvey(int Snapshot, DateTimeOffset At, IReadOnlyList<SurveyedTool> Tools)
{
    /// <param name="inventory">Null if nothing has been accepted yet.</param>
    public static ServerSurvey Of(Server server, Snapshot newest, ServerInventory? inventory)
    {
        var watch = server.OnChange == OnToolChange.Hide && inventory is not null ? new ToolWatch(inventory) : null;
        return new ServerSurvey(
            newest.Number,
            newest.At,
            [.. InventoriedTool.ListOf(newest, inventory, server.IsTrusted).Select(tool => new SurveyedTool(
                tool.Tool.Name, tool.Class, tool.State, watch?.HasChanged(tool.Tool.Name) == true, FlowLegs.Of(tool.Tool, tool.Class)))]);
    }
}
