using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>Divides calls by what a rule decides on them.</summary>
internal sealed class Exploration(CallSpace space, CellBudget budget)
{
    /// <summary>Returns parts of the cell that have nothing in common and are the whole of it, each with one decision.</summary>
    public IReadOnlyList<Leaf> Explore(Cell cell, RuleInForce rule)
    {
        var leaves = new List<Leaf>();
        var open = new List<(Cell Cell, ApprovalEntry? Asking)> { (cell, null) };
        var (all, own) = (rule.AllTools, rule.Own);
        foreach (var entry in all.Require.Concat(own.Require))
        {
            open = Pass(open, entry, leaves, (part, outcome) => outcome == Outcome.Holds ? null : Leaf.Denied(part, entry.Pointer, outcome));
        }

        foreach (var entry in all.DenyIf.Concat(own.DenyIf))
        {
            open = Pass(open, entry, leaves, (part, outcome) => outcome == Outcome.Fails ? null : Leaf.Denied(part, entry.Pointer, outcome));
        }

        foreach (var entry in own.RequireApproval.Concat(all.RequireApproval))
        {
            open = Pass(open, entry, leaves, (part, outcome) => outcome == Outcome.NotEvaluable ? Leaf.Denied(part, entry.Pointer, outcome) : null);
        }

        foreach (var limit in own.Limits.Where(limit => limit.IncrementFrom is not null))
        {
            open = Count(open, limit, leaves);
        }

        leaves.AddRange(open.Select(each => each.Asking is { } asking ? new Leaf(each.Cell, Verdict.Hold, asking.Pointer) : new Leaf(each.Cell, Verdict.Allow, own.Pointer)));
        return leaves;
    }

    /// <summary>Divides a cell by the outcome of conditions. A part with neither an outcome nor a decision is not decided.</summary>
    public IEnumerable<Part> Divide(Cell cell, ConditionGroup conditions)
    {
        // An atom that is not evaluable decides, wherever it is in the conditions.
        var evaluable = cell;
        foreach (var atom in space.AtomsOf(conditions))
        {
            var division = Divide(evaluable, atom, out var index);
            if (division.Why is not null)
            {
                yield return new Part(division.Undecided is null ? evaluable : evaluable.Replace(index, division.Undecided), null, division.Why);
            }

            if (division.NotEvaluable is { } part)
            {
                yield return new Part(With(evaluable, index, part, atom, Outcome.NotEvaluable), Outcome.NotEvaluable);
            }

            if (division is { Holds: null, Fails: null })
            {
                yield break;
            }

            evaluable = Without(evaluable, index, division, atom);
        }

        foreach (var part in DivideEvaluable(evaluable, conditions))
        {
            yield return part;
        }
    }

    private static Cell Without(Cell cell, int index, Division division, Atom atom) => division is { NotEvaluable: null, Undecided: null } ? cell
        : cell.Evaluable(index, new Region(
            cell.Regions[index].Group,
            [.. (division.Holds?.Samples ?? []).Concat(division.Fails?.Samples ?? []).Order()],
            division.Holds?.Texts is null || division.Fails?.Texts is null ? division.Holds?.Texts ?? division.Fails?.Texts : cell.Regions[index].Texts), atom);

    private Cell With(Cell cell, int index, Region region, Atom atom, Outcome outcome)
    {
        budget.Take();
        return cell.With(index, region, atom, outcome);
    }

    private List<Part> DivideEvaluable(Cell cell, Condition condition)
    {
        if (condition is ConditionGroup group)
        {
            return DivideEvaluable(cell, group);
        }

        var atom = space.AtomOf((ArgumentCondition)condition);
        var division = Divide(cell, atom, out var index);
        var parts = new List<Part>();
        if (division.Holds is { } holds)
        {
            parts.Add(new Part(With(cell, index, holds, atom, Outcome.Holds), Outcome.Holds));
        }

        if (division.Fails is { } fails)
        {
            parts.Add(new Part(With(cell, index, fails, atom, Outcome.Fails), Outcome.Fails));
        }

        return parts;
    }

    private List<Part> DivideEvaluable(Cell cell, ConditionGroup group)
    {
        var (parts, rest) = (new List<Part>(), new List<Cell> { cell });
        var decisive = group.IsAny ? Outcome.Holds : Outcome.Fails;
        foreach (var condition in group.Conditions)
        {
            if (budget.IsSpent)
            {
                return [.. parts, .. rest.Select(each => new Part(each, null, budget.Why))];
            }

            var next = new List<Cell>();
            foreach (var part in rest.SelectMany(each => DivideEvaluable(each, condition)))
            {
                if (part.Outcome is null || part.Outcome == decisive)
                {
                    parts.Add(part);
                }
                else
                {
                    next.Add(part.Cell);
                }
            }

            rest = next;
        }

        parts.AddRange(rest.Select(each => new Part(each, group.IsAny ? Outcome.Fails : Outcome.Holds)));
        return parts;
    }

    private Division Divide(Cell cell, Atom atom, out int index)
    {
        index = space.GroupOf(atom, out var obstacle);
        return index < 0 ? new Division(null, null, null, null, obstacle) : cell.Regions[index].Divide(atom, space.Texts);
    }

    private List<(Cell Cell, ApprovalEntry? Asking)> Pass(
        List<(Cell Cell, ApprovalEntry? Asking)> open, Entry entry, List<Leaf> leaves, Func<Cell, Outcome, Leaf?> decide)
    {
        var next = new List<(Cell, ApprovalEntry?)>();
        foreach (var (cell, asking) in open)
        {
            if (budget.IsSpent)
            {
                leaves.Add(Leaf.NotDecided(cell, entry.Pointer, budget.Why));
                continue;
            }

            foreach (var part in Divide(cell, entry.Conditions))
            {
                if (part.Outcome is not { } outcome)
                {
                    leaves.Add(Leaf.NotDecided(part.Cell, entry.Pointer, part.Why!));
                }
                else if (decide(part.Cell, outcome) is { } leaf)
                {
                    leaves.Add(leaf);
                }
                else
                {
                    next.Add((part.Cell, asking ?? (outcome == Outcome.Holds ? entry as ApprovalEntry : null)));
                }
            }
        }

        return next;
    }

    private List<(Cell Cell, ApprovalEntry? Asking)> Count(List<(Cell Cell, ApprovalEntry? Asking)> open, Limits.Limit limit, List<Leaf> leaves)
    {
        var next = new List<(Cell, ApprovalEntry?)>();
        var atom = space.AtomOf(limit);
        foreach (var (cell, asking) in open)
        {
            var division = Divide(cell, atom, out var index);
            if (division.Why is not null)
            {
                leaves.Add(Leaf.NotDecided(cell, limit.Pointer, division.Why));
                continue;
            }

            if (division.NotEvaluable is { } uncountable)
            {
                leaves.Add(Leaf.Denied(With(cell, index, uncountable, atom, Outcome.NotEvaluable), limit.Pointer, Outcome.NotEvaluable));
            }

            if (division.Fails is { } excessive)
            {
                leaves.Add(Leaf.Denied(With(cell, index, excessive, atom, Outcome.Fails), limit.Pointer, Outcome.Fails) with { IsOverLimit = true });
            }

            if (division.Holds is { } countable)
            {
                next.Add((With(cell, index, countable, atom, Outcome.Holds), asking));
            }
        }

        return next;
    }
}

/// <summary>A part of a cell with the outcome of conditions for it; null if it is not known, because of <paramref name="Why"/>.</summary>
internal readonly record struct Part(Cell Cell, Outcome? Outcome, string? Why = null);

/// <summary>Calls that a rule decides in the same way.</summary>
/// <param name="Verdict">Null if it is not known.</param>
/// <param name="Rule">JSON Pointer to the entry, limit or rule that decides; for calls that are not decided, to what cannot be followed.</param>
/// <param name="Outcome">The outcome of the entry that denies.</param>
/// <param name="Why">Why the verdict is not known, to follow "because".</param>
internal sealed record Leaf(Cell Cell, Verdict? Verdict, string Rule, Outcome Outcome = Outcome.Holds, string? Why = null)
{
    /// <summary>Whether the calls are denied because each takes more than a limit has.</summary>
    public bool IsOverLimit { get; init; }

    public static Leaf Denied(Cell cell, string rule, Outcome outcome) => new(cell, Decisions.Verdict.Deny, rule, outcome);

    public static Leaf NotDecided(Cell cell, string rule, string why) => new(cell, null, rule, Why: why);
}

/// <summary>Bounds the work on one tool, within that of the whole analysis.</summary>
internal sealed class CellBudget(WorkBudget work)
{
    private const int MaxCells = 1 << 14;
    private const int StepsPerCell = 5;

    private int _left = MaxCells;

    public bool IsSpent => _left <= 0 || work.IsSpent;

    /// <summary>Why calls are not divided further, to follow "because".</summary>
    public string Why => _left <= 0 ? "its calls fall into more than 16,384 parts" : WorkBudget.Spent;

    public void Take()
    {
        _left--;
        work.Take(StepsPerCell);
    }
}
