using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Words;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>Finds entries of one rule that decide no call, and conditions that do not matter.</summary>
internal sealed class EntryCheck(DocumentAsWritten written, RuleInForce rule, TextSets texts, FindingList findings)
{
    private const int MaxNamed = 3;
    private readonly CallSpace _space = CallSpace.Of([rule.AllTools, rule.Own], texts);
    private readonly CellBudget _budget = new(texts.Work);

    /// <summary>The pointers of the entries that decide some call. Complete only if everything was decided.</summary>
    public HashSet<string> Effective { get; } = new(StringComparer.Ordinal);

    public bool IsDecided { get; private set; } = true;

    /// <summary>Divides the calls by what decides them.</summary>
    public void Explore()
    {
        foreach (var leaf in new Exploration(_space, _budget).Explore(_space.All, rule))
        {
            Effective.Add(leaf.Rule);
            if (leaf.Why is { } why)
            {
                IsDecided = false;
                findings.Add(new PolicyFinding(PolicyFindingCode.NotDecided, leaf.Rule, $"This was not analysed, because {why}"));
            }
        }
    }

    /// <summary>Reports the entries of a rule that decide nothing, and conditions that do not matter in their entries.</summary>
    public void Report(ToolRule checkedRule, HashSet<string> effective)
    {
        foreach (var entry in checkedRule.Require)
        {
            Report(entry, effective, Outcome.Fails);
        }

        foreach (var entry in checkedRule.DenyIf.Concat(checkedRule.RequireApproval))
        {
            Report(entry, effective, Outcome.Holds);
        }
    }

    private void Report(Entry entry, HashSet<string> effective, Outcome deciding)
    {
        if (entry.Conditions.IsEmpty && effective.Contains(entry.Pointer))
        {
            return;
        }

        var parts = new Exploration(_space, new CellBudget(texts.Work)).Divide(_space.All, entry.Conditions).ToArray();
        if (Array.Exists(parts, part => part.Outcome is null))
        {
            return;
        }

        if (!Array.Exists(parts, part => part.Outcome == deciding))
        {
            // Wrong kinds are still denied, so the entry may have an effect that was not meant.
            findings.Add(new PolicyFinding(
                PolicyFindingCode.NeverEffective, entry.Pointer, deciding == Outcome.Fails ? "The entry is satisfied by every call, so it never denies" : "The conditions hold for no call"));
        }
        else if (IsDecided && !effective.Contains(entry.Pointer))
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.ShadowedEntry, entry.Pointer, $"Every call that the entry is about is decided before, by {Deciders(parts, deciding)}"));
        }

        ReportConditions(entry);
    }

    private string Deciders(Part[] parts, Outcome deciding)
    {
        var exploration = new Exploration(_space, new CellBudget(texts.Work));
        var rules = parts.Where(part => part.Outcome == deciding).SelectMany(part => exploration.Explore(part.Cell, rule)).Select(leaf => leaf.Rule).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return string.Join(", ", rules.Take(MaxNamed)) + (rules.Length > MaxNamed ? ", …" : "");
    }

    private void ReportConditions(Entry entry)
    {
        var conditions = entry.Conditions.Conditions;
        var nodes = ConditionWords.Find(written.Root, entry.Pointer)?.Children.Find(child => child.Name == "conditions")?.Children;
        for (var i = 0; i < conditions.Count && nodes?.Count == conditions.Count && !entry.Conditions.IsAny; i++)
        {
            var others = new ConditionGroup([.. conditions.Where((_, at) => at != i)], any: false);
            var exploration = new Exploration(_space, new CellBudget(texts.Work));
            var outcomes = exploration.Divide(_space.All, others)
                .Where(part => part.Outcome is null or Outcome.Holds)
                .SelectMany(part => part.Outcome is null ? [part] : exploration.Divide(part.Cell, new ConditionGroup([conditions[i]], any: false)))
                .Where(part => part.Outcome is null || part.Cell.Pick() is not null)
                .Select(part => part.Outcome)
                .Distinct()
                .ToArray();
            ReportCondition(nodes[i], conditions.Count > 1, outcomes);
        }
    }

    private void ReportCondition(Node node, bool hasOthers, Outcome?[] outcomes)
    {
        var when = hasOthers ? " when the other conditions of the entry hold" : "";
        if (Array.Exists(outcomes, outcome => outcome is null) || outcomes.Length == 0)
        {
            return;
        }

        if (!outcomes.Contains(Outcome.Holds))
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.AlwaysFalse, node.Pointer, $"The condition {ConditionWords.Of(node)} never holds{when}"));
        }
        else if (!outcomes.Contains(Outcome.Fails))
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.AlwaysTrue, node.Pointer, $"The condition {ConditionWords.Of(node)} always holds{when}"));
        }
    }
}
