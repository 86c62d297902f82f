using FuncGateway.Core.Access;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Flows;

namespace FuncGateway.Core.Stack;

/// <summary>Everything that a grant can call.</summary>
public sealed record ReachedGrant(Grant Grant, IReadOnlyList<ReachedServer> Servers)
{
    public ToxicFlow Flow => ToxicFlow.Of(Servers.SelectMany(server => server.Tools.Select(tool => new FlowTool(server.Access.Server.Value, tool.Tool.Name, tool.Access, tool.Tool.Legs))));
}

/// <summary>A server that a grant reaches.</summary>
/// <param name="Snapshot">The number of the newest snapshot; null if the server was never scanned.</param>
/// <param name="ScannedAt">When it was made.</param>
public sealed record ReachedServer(ServerAccess Access, int? Snapshot, DateTimeOffset? ScannedAt, IReadOnlyList<ReachedTool> Tools)
{
    /// <summary>Whether the policy is in shadow mode: then every tool can be called, and this is what it would allow.</summary>
    public bool IsShadow { get; init; }
}

/// <summary>A tool, and what the grant's policy says about it.</summary>
public sealed record ReachedTool(SurveyedTool Tool, ToolAccess Access);

/// <summary>Some grants with everything they can call, newest first.</summary>
/// <param name="Next">The last grant of the page if there are more; otherwise null.</param>
public sealed record StackPage(IReadOnlyList<ReachedGrant> Grants, GrantId? Next);
