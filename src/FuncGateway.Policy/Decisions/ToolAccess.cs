using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>What a policy says about every call of a tool, before the arguments are known.</summary>
/// <param name="Verdict">The best that a call can be answered with.</param>
/// <param name="Rule">
/// What decides: JSON Pointer to the entry that denies or holds every call, or to the rule that allows the tool; where no rule decides, a name in
/// parentheses, such as <c>(default deny)</c>.
/// </param>
public sealed record ToolAccess(ToolVerdict Verdict, string Rule)
{
    /// <summary><see cref="Rule"/> of a tool that no rule names and that <c>default</c> allows.</summary>
    public const string DefaultAllow = "(default allow)";

    /// <summary>What applies under a grant without a policy.</summary>
    public static ToolAccess NoPolicy { get; } = Refused(new Reason.NoPolicy());

    /// <summary>The name or pattern of the rule that applies, as the policy writes it; empty if there is none.</summary>
    public string RuleName { get; init; } = "";

    /// <summary>JSON Pointers to the entries with conditions: the arguments decide whether these deny a call, or hold it for approval. Empty for a tool that is never called.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The limits that each call is charged to. Empty for a tool that is never called.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    internal static ToolAccess Refused(Reason reason) => new(reason.IsHidden ? ToolVerdict.Hidden : ToolVerdict.Deny, reason.Rule);
}

/// <summary>The best that a call of a tool can be answered with.</summary>
public enum ToolVerdict
{
    /// <summary>The tool does not exist for the agent.</summary>
    Hidden,

    /// <summary>Every call is denied.</summary>
    Deny,

    /// <summary>Every call that is not denied waits for a person.</summary>
    Hold,

    /// <summary>Calls are allowed, unless the arguments or a limit decide otherwise.</summary>
    Allow,
}
