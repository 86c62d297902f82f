using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>Names of tools as lenient servers read them.</summary>
public static class ToolName
{
    /// <summary>Returns what is the same for all names that some server takes for the same tool: without case, surrounding white space and invisible characters.</summary>
    public static string Fold(string name) => KeyFolding.Fold(name);
}
