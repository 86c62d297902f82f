using System.Diagnostics.CodeAnalysis;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>The texts that conditions hold for, each built once, and what may be spent on building and intersecting them.</summary>
internal sealed class TextSets
{
    /// <summary>The most states of one automaton.</summary>
    public const int MaxStates = 10_000;

    /// <summary>The most states of all automata of one analysis: some seconds of work.</summary>
    private const int MaxTotalStates = 2_000_000;

    private readonly Dictionary<string, (TextSet? Set, string Why)> _matching = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextSet> _containing = new(StringComparer.Ordinal);
    private int _left = MaxTotalStates;

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
            var budget = Budget();
            known = TextSet.TryMatching(pattern, budget, out var set, out var why) ? (set, "") : (null, why);
            Spend(budget);
            _matching.Add(pattern, known);
        }

        return known;
    }

    /// <summary>Returns null if the intersection is too large.</summary>
    public TextSet? And(TextSet left, TextSet right)
    {
        var budget = Budget();
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

    private TextBudget Budget() => new(Math.Min(MaxStates, _left));

    private void Spend(TextBudget budget) => _left -= Math.Min(_left, budget.Used);
}
