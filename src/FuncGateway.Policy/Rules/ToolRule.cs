using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Rules;

/// <summary>What a policy says of the calls of one tool, or of all tools.</summary>
internal sealed class ToolRule
{
    public static readonly ToolRule Empty = new();

    public PathTree Paths { get; init; } = new();

    public Entry[] Require { get; init; } = [];

    public Entry[] DenyIf { get; init; } = [];

    public ApprovalEntry[] RequireApproval { get; init; } = [];

    public Limit[] Limits { get; init; } = [];
}
