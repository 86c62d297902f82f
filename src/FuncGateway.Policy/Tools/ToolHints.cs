namespace FuncGateway.Policies.Tools;

/// <summary>The annotations of a tool that are about its effects; null if absent. They are claims of the server, not facts.</summary>
public sealed record ToolHints(bool? ReadOnly = null, bool? Destructive = null, bool? Idempotent = null, bool? OpenWorld = null);
