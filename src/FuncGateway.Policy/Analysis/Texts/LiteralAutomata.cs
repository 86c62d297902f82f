namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>The automata of texts that are given in full.</summary>
internal static class LiteralAutomata
{
    /// <returns>Null if the budget is exhausted.</returns>
    public static Automaton? TryListed(IReadOnlySet<string> texts, TextBudget budget)
    {
        // State 0 is the start, and state 1 that of texts which no listed one continues.
        const int Dead = 1;
        var alphabet = SinglesOf(string.Concat(texts));
        var states = texts.Sum(text => (long)text.Length) + 2;
        if (!budget.TrySpend(states, states * alphabet.Count))
        {
            return null;
        }

        List<int> next = [.. Enumerable.Repeat(Dead, 2 * alphabet.Count)];
        List<bool> accepts = [false, false];
        foreach (var text in texts)
        {
            var state = 0;
            foreach (var each in text)
            {
                var at = (state * alphabet.Count) + alphabet.ClassOf(each);
                if (next[at] == Dead)
                {
                    next[at] = accepts.Count;
                    next.AddRange(Enumerable.Repeat(Dead, alphabet.Count));
                    accepts.Add(false);
                }

                state = next[at];
            }

            accepts[state] = true;
        }

        return Minimizer.Minimize(new Automaton(alphabet, [.. next], [.. accepts]));
    }

    /// <summary>The automaton of Knuth, Morris and Pratt: a state is how much of the part has just been read.</summary>
    /// <returns>Null if the budget is exhausted.</returns>
    public static Automaton? TryIncluding(string part, TextBudget budget)
    {
        var alphabet = SinglesOf(part);
        if (!budget.TrySpend(part.Length + 1, (part.Length + 1L) * alphabet.Count))
        {
            return null;
        }

        var next = new int[(part.Length + 1) * alphabet.Count];
        var accepts = new bool[part.Length + 1];
        accepts[part.Length] = true;
        var fallback = 0;
        for (var state = 0; state < part.Length; state++)
        {
            var read = alphabet.ClassOf(part[state]);
            for (var @class = 0; @class < alphabet.Count; @class++)
            {
                next[(state * alphabet.Count) + @class] = @class == read ? state + 1 : state == 0 ? 0 : next[(fallback * alphabet.Count) + @class];
            }

            fallback = state == 0 ? 0 : next[(fallback * alphabet.Count) + read];
        }

        next.AsSpan(part.Length * alphabet.Count).Fill(part.Length);
        return new Automaton(alphabet, next, accepts);
    }

    private static Alphabet SinglesOf(string text) => Alphabet.Of([.. text.Distinct().Select(CharSet.Of)]);
}
