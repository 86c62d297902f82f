namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Builds the automaton of what two automata, or their complements, both accept.</summary>
internal static class Product
{
    /// <returns>Null if the budget is exhausted.</returns>
    public static Automaton? TryBuild(Automaton first, bool firstIsComplement, Automaton second, bool secondIsComplement, TextBudget budget)
    {
        var (alphabet, origins) = Alphabet.Refine(first.Alphabet, second.Alphabet);
        var (firstDead, secondDead) = (FindDead(first, firstIsComplement), FindDead(second, secondIsComplement));
        var dead = (firstDead ?? -1, secondDead ?? -1);
        var numbers = new Dictionary<(int First, int Second), int>();
        var states = new List<(int First, int Second)>();
        var next = new List<int>();
        _ = Number((0, 0));
        for (var state = 0; state < states.Count; state++)
        {
            if (!budget.TrySpend(1, origins.Count))
            {
                return null;
            }

            foreach (var origin in origins)
            {
                next.Add(states[state] == dead ? state : Number((first.Step(states[state].First, origin.First), second.Step(states[state].Second, origin.Second))));
            }
        }

        bool[] accepts = [.. states.Select(pair => pair != dead && first.Accepts[pair.First] != firstIsComplement && second.Accepts[pair.Second] != secondIsComplement)];
        return Minimizer.Minimize(new Automaton(alphabet, [.. next], accepts));

        // All pairs with a state from which nothing is accepted are one.
        int Number((int First, int Second) pair)
        {
            var key = pair.First == firstDead || pair.Second == secondDead ? dead : pair;
            if (!numbers.TryGetValue(key, out var number))
            {
                number = states.Count;
                numbers.Add(key, number);
                states.Add(key);
            }

            return number;
        }
    }

    // In a minimal automaton there is at most one.
    private static int? FindDead(Automaton automaton, bool isComplement)
    {
        for (var state = 0; state < automaton.States; state++)
        {
            if (automaton.Accepts[state] == isComplement && automaton.IsSink(state))
            {
                return state;
            }
        }

        return null;
    }
}
