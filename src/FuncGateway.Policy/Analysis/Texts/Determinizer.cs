using System.Runtime.InteropServices;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Builds the deterministic automaton of the texts in which a pattern finds a match anywhere.</summary>
/// <remarks>
/// A state is what came before the position and the set of nodes that have been reached, before assertions are resolved. They are resolved when
/// the next character is known. A match may start at each position, so the entry of the pattern belongs to every set.
/// </remarks>
internal sealed class Determinizer
{
    // All states after a match are one.
    private const int Matched = 1;

    private readonly Nfa _nfa;
    private readonly TextBudget _budget;
    private readonly Alphabet _alphabet;
    private readonly Place[] _places;
    private readonly bool[] _membership;
    private readonly Closure _closure;
    private readonly Dictionary<(Place Before, int[] Nodes), int> _numbers = new(new StateComparer());
    private readonly List<(Place Before, int[] Nodes)> _states = [];
    private readonly List<int> _next = [];
    private readonly List<bool> _accepts = [];
    private readonly List<int> _reached = [];

    private Determinizer(Nfa nfa, TextBudget budget)
    {
        _nfa = nfa;
        _budget = budget;
        var tellsNewlines = nfa.Asserts(Assertion.LineStart, Assertion.LineEnd, Assertion.EndOrLastNewline);
        var tellsWords = nfa.Asserts(Assertion.Boundary, Assertion.NoBoundary);
        _alphabet = Alphabet.Of([.. nfa.Sets, tellsNewlines ? CharSet.Of('\n') : CharSet.None, tellsWords ? EngineClasses.BoundaryWord : CharSet.None]);
        _places = new Place[_alphabet.Count];
        _membership = new bool[nfa.Sets.Count * _alphabet.Count];
        _closure = new Closure(nfa);
        foreach (var (first, _, @class) in _alphabet.Intervals.DistinctBy(interval => interval.Class))
        {
            _places[@class] = tellsNewlines && first == '\n' ? Place.Newline
                : tellsWords && EngineClasses.BoundaryWord.Contains(first) ? Place.Word
                : Place.Other;
            for (var set = 0; set < nfa.Sets.Count; set++)
            {
                _membership[(set * _alphabet.Count) + @class] = nfa.Sets[set].Contains(first);
            }
        }
    }

    /// <returns>Null if the budget is exhausted.</returns>
    public static Automaton? TryBuild(Nfa nfa, TextBudget budget) => new Determinizer(nfa, budget).TryBuild();

    private Automaton? TryBuild()
    {
        _states.AddRange([(Place.Edge, [_nfa.Entry]), default]);
        for (var state = 0; state < _states.Count; state++)
        {
            if (!_budget.TrySpend(1, _alphabet.Count))
            {
                return null;
            }

            AddRow(state);
        }

        return Minimizer.Minimize(new Automaton(_alphabet, [.. _next], [.. _accepts]));
    }

    private void AddRow(int state)
    {
        var row = _next.Count;
        _next.AddRange(Enumerable.Repeat(Matched, _alphabet.Count));
        _accepts.Add(state == Matched || IsMatch(_states[state], Place.Edge));
        if (state == Matched)
        {
            return;
        }

        foreach (var place in (ReadOnlySpan<Place>)[Place.Newline, Place.Word, Place.Other])
        {
            if (!_places.Contains(place) || IsMatch(_states[state], place))
            {
                continue;
            }

            for (var @class = 0; @class < _alphabet.Count && !_budget.IsExhausted; @class++)
            {
                if (_places[@class] == place)
                {
                    _next[row + @class] = Successor(place, @class);
                }
            }
        }
    }

    private bool IsMatch((Place Before, int[] Nodes) state, Place after)
    {
        var isMatch = _closure.Resolve(state.Nodes, state.Before, after);
        _budget.TrySpend(0, _closure.Work);
        return isMatch;
    }

    // Continues from the closure that was resolved last.
    private int Successor(Place read, int @class)
    {
        _reached.Clear();
        _reached.Add(_nfa.Entry);
        _reached.AddRange(_closure.Pending);
        foreach (var reader in _closure.Readers)
        {
            var node = _closure.NodeOf(reader);
            if (_membership[(node.Argument * _alphabet.Count) + @class])
            {
                _reached.Add(_closure.After(reader, node.Next));
            }
        }

        _budget.TrySpend(0, _closure.Readers.Count);
        _reached.Sort();
        int[] nodes = [.. _reached.Where((node, at) => at == 0 || node != _reached[at - 1])];
        var key = (read, nodes);
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _states.Count;
            _numbers.Add(key, number);
            _states.Add(key);
        }

        return number;
    }

    private sealed class StateComparer : IEqualityComparer<(Place Before, int[] Nodes)>
    {
        public bool Equals((Place Before, int[] Nodes) x, (Place Before, int[] Nodes) y) => x.Before == y.Before && x.Nodes.AsSpan().SequenceEqual(y.Nodes);

        public int GetHashCode((Place Before, int[] Nodes) obj)
        {
            var hash = default(HashCode);
            hash.Add(obj.Before);
            hash.AddBytes(MemoryMarshal.AsBytes(obj.Nodes.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
