using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>The tools that a server is known to have.</summary>
/// <param name="Tools">Each name once.</param>
/// <param name="IsComplete">Whether there are no others: the list of the server was read to its end.</param>
public sealed record ServerTools(IReadOnlyList<ToolDefinition> Tools, bool IsComplete);
