using System.Diagnostics.CodeAnalysis;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>The texts that conditions hold for, each built once.</summary>
/// <param name="work">What may be spent on building and intersecting them, and on the rest of the analysis.</param>
internal sealed class TextSets(WorkBudget work)
{
    /// <summary>The most states of one automaton.</summary>
    public const int MaxStates = 10_000;

    // What an operation takes in addition to its states, in steps.
    private const int StepsPerOperation = 20;
    private const int StepsPerState = 2;

    private readonly Dictionary<string, (TextSet? Set, string Why)> _matching = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextSet> _containing = new(StringComparer.Ordinal);

    public WorkBudget Work => work;

    /// <summary>Whether the outcome of the atom differs between texts other than by being one of its operands.</summary>
    public static bool Divides(Atom atom) => atom is Atom.OfCondition { Condition.Test: RegexTest or ContainsTest { Operand.Text: not null } };

    /// <summary>Finds the texts that the test of an atom that <see cref="Divides"/> texts holds for, before negation.</summary>
    /// <param name="why">Why they cannot be found, to follow "because".</param>
    public bool TryFind(Atom atom, [NotNullWhen(true)] out TextSet? set, out string why)
    {
        why = "";
        switch (((Atom.OfCondition)atom).Condition.Test)
        {
            case RegexTest regex:
                (set, why) = Matching(regex.Pattern);
                return set is not null;
            case ContainsTest contains:
                set = Containing(OperandText.TextOf(contains.Operand));
                return true;
            default:
                set = null;
                return false;
        }
    }

    /// <summary>Finds the texts that a pattern matches.</summary>
    public (TextSet? Set, string Why) Matching(string pattern)
    {
        if (!_matching.TryGetValue(pattern, out var known))
        {
            var budget = NewBudget();
            known = TextSet.TryMatching(pattern, budget, out var set, out var why) ? (set, "") : (null, why);
            Spend(budget);
            _matching.Add(pattern, known);
        }

        return known;
    }

    /// <summary>Returns null if the intersection is too large.</summary>
    public TextSet? And(TextSet left, TextSet right)
    {
        var budget = NewBudget();
        var set = left.And(right, budget);
        Spend(budget);
        return set;
    }

    /// <summary>Returns the shortest text of the set that is none of <paramref name="others"/>; null if there is none.</summary>
    public string? Shortest(TextSet set, IReadOnlyCollection<string> others)
    {
        var shortest = set.Shortest();
        while (shortest is not null && others.Contains(shortest) && And(set, TextSet.Of(shortest).Not()) is { } rest)
        {
            set = rest;
            shortest = set.Shortest();
        }

        return shortest is not null && others.Contains(shortest) ? null : shortest;
    }

    private TextSet Containing(string text)
    {
        if (!_containing.TryGetValue(text, out var set))
        {
            _containing.Add(text, set = TextSet.Containing(text));
        }

        return set;
    }

    private TextBudget NewBudget() => new(work.IsSpent ? 0 : MaxStates);

    private void Spend(TextBudget budget) => work.Take(StepsPerOperation + ((long)budget.Used * StepsPerState));
}
