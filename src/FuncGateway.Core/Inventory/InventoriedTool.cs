using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>A tool of the newest snapshot, with what is known and decided about it.</summary>
/// <param name="Definition">As the server lists it.</param>
/// <param name="Override">The class that a person has set; null if the classifier's counts.</param>
public sealed record InventoriedTool(ToolDefinition Tool, JsonElement Definition, string Fingerprint, ToolClassification Classification, ClassOverride? Override, ToolState State)
{
    /// <summary>The class that counts.</summary>
    public ToolClass Class => Override?.Class ?? Classification.Class;

    public ToolRisk Risk => ToolRisks.Of(Class);

    /// <summary>The tool with its class and the reason for it, as a rule is recommended for it.</summary>
    public ClassifiedTool ForRecommendation => Override is { } set
        ? new ClassifiedTool(Tool.Name, set.Class, $"{set.Class}: set by a person.")
        : ClassifiedTool.Of(Tool.Name, Classification);

    /// <summary>The tools of a snapshot, in the order of its list. Tools without a usable name are left out, and of several with one name all but the first.</summary>
    /// <param name="inventory">Null if nothing has been accepted yet.</param>
    /// <param name="isTrusted">Whether the server is trusted, so that a hint may lower a class.</param>
    public static IReadOnlyList<InventoriedTool> ListOf(Snapshot snapshot, ServerInventory? inventory, bool isTrusted)
    {
        var tools = new List<InventoriedTool>();
        foreach (var (name, definition) in snapshot.NamedTools)
        {
            if (ToolDefinition.TryRead(definition, out var tool, out _))
            {
                var fingerprint = Snapshot.FingerprintOf(definition);
                tools.Add(new(tool, definition, fingerprint, ToolClassifier.Classify(tool, isTrusted), inventory?.Classes.GetValueOrDefault(name), StateOf(name, fingerprint, inventory)));
            }
        }

        return tools;
    }

    private static ToolState StateOf(string name, string fingerprint, ServerInventory? inventory) =>
        inventory?.Changed.ContainsKey(name) == true ? ToolState.Changed
        : inventory?.Known(name) is not { } known ? ToolState.New
        : known != fingerprint ? ToolState.Changed
        : inventory.Accepted.ContainsKey(name) ? ToolState.Accepted : ToolState.New;
}

/// <summary>Whether people have accepted the definition of a tool.</summary>
public enum ToolState
{
    Accepted,

    /// <summary>The tool was not there when the server was scanned for the first time, and nobody has accepted it since.</summary>
    New,

    /// <summary>A definition was found that differs from the accepted one, or, of a new tool, from the one that was found first.</summary>
    Changed,
}
