using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>The rules of a document, each with the tools that it applies to. Tools that cannot be called under the policy are left out.</summary>
/// <param name="AllTools">The rule for all tools; null if there is none.</param>
/// <param name="Rules">The rules of <c>tools</c>, in document order.</param>
/// <param name="Unlisted">The tools that only <c>default</c> allows.</param>
internal sealed record RuledTools(CheckedRule? AllTools, IReadOnlyList<CheckedRule> Rules, CheckedRule Unlisted)
{
    public static RuledTools Of(Policy policy, DocumentAsWritten written, IReadOnlyList<ToolDefinition> tools)
    {
        var callable = tools.Where(tool => tool.Name.Length <= Policy.MaxNameLength && policy.MayCall(tool.Name)).ToArray();
        var rules = written.Tools.Rules.Select(rule => new CheckedRule(rule.Node, rule.Rule)).ToArray();
        var @default = written.Root.Children.Find(child => child.Name == "default") ?? written.Root;
        var unlisted = new CheckedRule(@default, ToolRule.Empty);
        var byName = rules.Where(rule => !rule.IsGlob).ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        var byGlob = rules.Where(rule => rule.IsGlob).Select(rule => (Glob: new Glob(rule.Name), Rule: rule)).OrderByDescending(each => each.Glob.Literals).ToArray();
        foreach (var tool in callable)
        {
            var rule = byName.GetValueOrDefault(tool.Name) ?? Array.Find(byGlob, each => each.Glob.Matches(tool.Name)).Rule ?? unlisted;
            rule.Tools.Add(tool);
        }

        var allTools = written.AllTools is { } all ? new CheckedRule(all.Node, all.Rule) : null;
        allTools?.Tools.AddRange(callable);
        return new RuledTools(allTools, rules, unlisted);
    }
}

/// <summary>A rule with the tools that it applies to.</summary>
internal sealed class CheckedRule(Node node, ToolRule rule)
{
    public Node Node => node;

    /// <summary>The name or pattern of the tools.</summary>
    public string Name => node.Name ?? "";

    public bool IsGlob => Glob.IsGlob(Name);

    public List<ToolDefinition> Tools { get; } = [];

    /// <summary>Whether a person approves every call, and sees all of its arguments.</summary>
    public bool AsksAlways => Array.Exists(rule.RequireApproval, entry => entry.Conditions.IsEmpty);

    /// <summary>The paths of its conditions and amounts, in document order.</summary>
    public IReadOnlyList<PathUse> Paths { get; } = PathUse.ListOf(node);
}
