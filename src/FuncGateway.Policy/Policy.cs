using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies;

/// <summary>A compiled policy. Immutable and thread-safe.</summary>
public sealed class Policy
{
    private readonly HiddenTools _hidden;
    private readonly ToolTable _tools;

    // The rule of tools that the policy does not list; null denies them.
    private readonly RuleInForce? _unlisted;

    internal Policy(HiddenTools hidden, ToolRule allTools, IReadOnlyCollection<KeyValuePair<string, ToolRule>> tools, bool allowsUnlisted)
    {
        _hidden = hidden;
        _tools = new ToolTable([.. tools.Select(each => KeyValuePair.Create(each.Key, new RuleInForce(allTools, each.Value)))]);
        _unlisted = allowsUnlisted ? new RuleInForce(allTools, ToolRule.Empty) : null;
        Limits = [.. tools.SelectMany(each => each.Value.Limits), .. allTools.Limits];
    }

    /// <summary>The decision on every call of a grant without a policy.</summary>
    public static Decision NoPolicy { get; } = Decision.Denied(new Reason.NoPolicy());

    /// <summary>Every limit of the policy: those of single tools and those of all tools.</summary>
    public IReadOnlyList<Limit> Limits { get; }

    /// <summary>Whether the tool is removed from <c>tools/list</c>. Does not allocate.</summary>
    public bool Hides(string tool) => _hidden.Contains(tool);

    public Decision Decide(in ToolCall call)
    {
        if (Hides(call.Tool))
        {
            return Decision.Denied(new Reason.Hidden(call.Tool));
        }

        var rule = _tools.Find(call.Tool) ?? _unlisted;
        return rule is null ? Decision.Denied(new Reason.DefaultDeny(call.Tool)) : rule.Decide(call.Arguments);
    }
}
