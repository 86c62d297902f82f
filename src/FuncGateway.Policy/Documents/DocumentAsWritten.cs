using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>The parts of a document.</summary>
/// <param name="Root">The whole document.</param>
/// <param name="AllowsUnlisted">Whether <c>default</c> is <c>allow</c>.</param>
/// <param name="ListsRefused">Whether <c>list</c> is <c>all</c>.</param>
/// <param name="Hidden">The entries of <c>hide</c>.</param>
internal sealed record DocumentAsWritten(Node Root, bool AllowsUnlisted, bool ListsRefused, IReadOnlyList<string> Hidden)
{
    /// <summary>Whether <c>mode</c> is <c>shadow</c>.</summary>
    public bool IsShadow { get; init; }

    public RuleAsWritten? AllTools { get; init; }

    public SectionAsWritten Tools { get; init; } = SectionAsWritten.Absent;

    public SectionAsWritten Resources { get; init; } = SectionAsWritten.Absent;

    public SectionAsWritten Prompts { get; init; } = SectionAsWritten.Absent;

    public IEnumerable<SectionAsWritten> Sections => [Tools, Resources, Prompts];

    public Policy Compile(HiddenTools hidden)
    {
        var allTools = AllTools?.Rule ?? ToolRule.Empty;
        var limits = Tools.Rules.Select(each => each.Rule)
            .Append(allTools)
            .Concat(Resources.Rules.Concat(Prompts.Rules).Select(each => each.Rule))
            .SelectMany(rule => rule.Limits);
        var sections = new Sections(
            Tools.Compile(Subject.Tool, allTools, AllowsUnlisted),
            Resources.Compile(Subject.Resource, ToolRule.Empty, AllowsUnlisted),
            Prompts.Compile(Subject.Prompt, ToolRule.Empty, AllowsUnlisted));
        return new Policy(hidden, sections, [.. limits], ListsRefused) { IsShadow = IsShadow };
    }
}
