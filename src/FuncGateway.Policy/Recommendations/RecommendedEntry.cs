using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Recommendations;

/// <summary>An entry of the document.</summary>
/// <param name="Tool">The tool, or for a resource or prompt only its name or pattern and its reason.</param>
internal sealed record RecommendedEntry(EntryKind Kind, ClassifiedTool Tool)
{
    public string Name => Tool.Name;

    /// <summary>The entries with the lowest value are kept first if not all fit. Hidden names come last, because the default denies them anyway.</summary>
    public int Need => Kind switch
    {
        EntryKind.Rule => Tool.Class switch { ToolClass.Read => 0, ToolClass.Write => 1, ToolClass.Execute => 4, _ => 5 },
        EntryKind.Resource => 2,
        EntryKind.Prompt => 3,
        _ => 6,
    };
}
