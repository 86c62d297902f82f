using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Analysis.Words;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>Proves that no call passes that an invariant forbids, or finds one.</summary>
internal sealed class InvariantCheck(ComparedDocument document, TextSets texts)
{
    public IEnumerable<InvariantResult> Check(Invariants invariants, IReadOnlyCollection<string> tools)
    {
        var asked = invariants.All.Select(each => each.Tool).ToArray();
        var cells = new NameCells([document.NamesOf(Subject.Tool)], NameUniverse.Any, tools.Concat(asked.Where(name => !Glob.IsGlob(name))), asked.Where(Glob.IsGlob), texts);
        foreach (var invariant in invariants.All)
        {
            yield return Check(invariant, cells);
        }
    }

    private InvariantResult Check(Invariant invariant, NameCells names)
    {
        if (document.Policy.IsShadow)
        {
            return new InvariantResult(invariant, null, "the policy is in shadow mode, which enforces nothing");
        }

        var undecided = names.Obstacle;
        foreach (var cell in names.Cells.Where(cell => invariant.Covers(cell.Name)))
        {
            if (document.Policy.TryFindRule(Subject.Tool, cell.Name, out var rule, out _))
            {
                var (witness, why) = FindPassing(invariant, cell.Name, rule);
                if (witness is not null)
                {
                    return new InvariantResult(invariant, witness, null);
                }

                undecided ??= why;
            }
        }

        return new InvariantResult(invariant, null, undecided);
    }

    // Returns a call that passes and must not, or why it is not known whether there is one.
    private (Witness? Witness, string? Why) FindPassing(Invariant invariant, string tool, RuleInForce rule)
    {
        var space = CallSpace.Of([rule.AllTools, rule.Own, invariant.AsRule], texts);
        var exploration = new Exploration(space, new CellBudget(texts.Work));
        string? undecided = null;
        foreach (var part in exploration.Divide(space.All, invariant.Conditions).Where(part => part.Outcome != Outcome.Fails).OrderByDescending(part => part.Outcome))
        {
            undecided ??= part.Why;
            foreach (var leaf in part.Outcome is null ? [] : exploration.Explore(part.Cell, rule))
            {
                undecided ??= leaf.Why;
                if (Passes(invariant, leaf.Verdict) && leaf.Cell.Pick() is { } arguments)
                {
                    var witness = new Witness(tool, arguments);
                    if (Passes(invariant, document.Policy.Decide(new ToolCall(tool, arguments)).FirstVerdict))
                    {
                        return (witness, null);
                    }

                    undecided ??= "a call that should pass did not";
                }
            }
        }

        return (null, undecided);
    }

    private static bool Passes(Invariant invariant, Verdict? verdict) => verdict == Verdict.Allow || (verdict == Verdict.Hold && !invariant.UnlessApproved);
}

/// <summary>The result for one invariant.</summary>
/// <param name="Witness">A call that passes although it must not; null if none was found.</param>
/// <param name="Why">If none was found, why it is not known whether there is one; null if it is proved that there is none.</param>
internal sealed record InvariantResult(Invariant Invariant, Witness? Witness, string? Why)
{
    public string Words => $"{Invariant.Tool} {(Invariant.Node.Children.Find(child => child.Name == "conditions") is { } conditions ? ConditionWords.OfAll(conditions) : "")}".TrimEnd();
}
