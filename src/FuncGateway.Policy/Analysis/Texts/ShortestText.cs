namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Finds a shortest well-formed text that an automaton, or its complement, accepts.</summary>
internal sealed class ShortestText
{
    private readonly Automaton _automaton;
    private readonly bool _isComplement;

    // The characters that may stand for each class: at most one plain character, one high and one low surrogate.
    private readonly List<char>[] _choices;
    private readonly Dictionary<(int State, bool AfterHigh), Step> _steps = [];

    private ShortestText(Automaton automaton, bool isComplement)
    {
        _automaton = automaton;
        _isComplement = isComplement;
        _choices = ChoicesOf(automaton.Alphabet);
    }

    private sealed record Step((int State, bool AfterHigh) From, char Read, int Length, long Cost);

    /// <returns>Null if there is none.</returns>
    public static string? Find(Automaton automaton, bool isComplement) => new ShortestText(automaton, isComplement).Find();

    private string? Find()
    {
        List<(int State, bool AfterHigh)> level = [(0, false)];
        _steps.Add((0, false), new Step(default, '\0', 0, 0));
        for (var length = 1; level.Count > 0; length++)
        {
            var accepting = level.Where(node => !node.AfterHigh && _automaton.Accepts[node.State] != _isComplement).ToArray();
            if (accepting.Length > 0)
            {
                return TextTo(accepting.MinBy(node => _steps[node].Cost));
            }

            level = Expand(level, length);
        }

        return null;
    }

    // Where several texts of the same length lead to a state, the one with the lowest cost is kept.
    private List<(int State, bool AfterHigh)> Expand(List<(int State, bool AfterHigh)> level, int length)
    {
        var reached = new List<(int State, bool AfterHigh)>();
        foreach (var from in level)
        {
            for (var @class = 0; @class < _choices.Length; @class++)
            {
                foreach (var read in _choices[@class])
                {
                    if (char.IsLowSurrogate(read) != from.AfterHigh)
                    {
                        continue;
                    }

                    var to = (_automaton.Step(from.State, @class), char.IsHighSurrogate(read));
                    var step = new Step(from, read, length, _steps[from].Cost + Preference.CostOf(read));
                    if (_steps.TryAdd(to, step))
                    {
                        reached.Add(to);
                    }
                    else if (_steps[to] is var known && known.Length == length && step.Cost < known.Cost)
                    {
                        _steps[to] = step;
                    }
                }
            }
        }

        return reached;
    }

    private string TextTo((int State, bool AfterHigh) node)
    {
        var step = _steps[node];
        return string.Create(step.Length, (this, step), static (text, state) =>
        {
            for (var (witness, at) = state; at.Length > 0; at = witness._steps[at.From])
            {
                text[at.Length - 1] = at.Read;
            }
        });
    }

    private static List<char>[] ChoicesOf(Alphabet alphabet)
    {
        var choices = new List<char>[alphabet.Count];
        for (var @class = 0; @class < choices.Length; @class++)
        {
            choices[@class] = [];
        }

        foreach (var each in Preference.Readable)
        {
            AddIfFirst(each);
        }

        // An emoji is easier to recognise than an unassigned code point.
        AddIfFirst('\uD83D');
        AddIfFirst('\uDE00');
        foreach (var lowest in (ReadOnlySpan<char>)['\u00A1', '\0'])
        {
            foreach (var (first, last, _) in alphabet.Intervals)
            {
                foreach (var (from, to) in (ReadOnlySpan<(char, char)>)[(lowest, '\uD7FF'), ('\uD800', '\uDBFF'), ('\uDC00', '\uDFFF'), ('\uE000', '\uFFFF')])
                {
                    if (Math.Max(first, from) <= Math.Min(last, to))
                    {
                        AddIfFirst((char)Math.Max(first, from));
                    }
                }
            }
        }

        return choices;

        void AddIfFirst(char one)
        {
            var ofClass = choices[alphabet.ClassOf(one)];
            if (!ofClass.Exists(known => (char.IsHighSurrogate(known), char.IsLowSurrogate(known)) == (char.IsHighSurrogate(one), char.IsLowSurrogate(one))))
            {
                ofClass.Add(one);
            }
        }
    }
}
