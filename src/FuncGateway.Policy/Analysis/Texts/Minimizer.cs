namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Merges the states that no text tells apart (Hopcroft's algorithm), then the classes that no state tells apart.</summary>
internal static class Minimizer
{
    /// <param name="automaton">All of its states can be reached.</param>
    public static Automaton Minimize(Automaton automaton)
    {
        var blocks = new StatePartition(automaton).Refine();

        // The start stays state 0.
        var numbers = new Dictionary<int, int>();
        var representatives = new List<int>();
        for (var state = 0; state < automaton.States; state++)
        {
            if (numbers.TryAdd(blocks[state], representatives.Count))
            {
                representatives.Add(state);
            }
        }

        var classes = MergeClasses(automaton, blocks, representatives, out var kept);
        var next = new int[representatives.Count * kept.Count];
        for (var state = 0; state < representatives.Count; state++)
        {
            for (var @class = 0; @class < kept.Count; @class++)
            {
                next[(state * kept.Count) + @class] = numbers[blocks[automaton.Step(representatives[state], kept[@class])]];
            }
        }

        return new Automaton(automaton.Alphabet.Renumber(classes, kept.Count), next, [.. representatives.Select(state => automaton.Accepts[state])]);
    }

    private static int[] MergeClasses(Automaton automaton, int[] blocks, List<int> states, out List<int> kept)
    {
        // Refining by one state after the other keeps the keys small.
        var classes = new int[automaton.Alphabet.Count];
        var numbers = new Dictionary<(int, int), int>();
        foreach (var state in states)
        {
            numbers.Clear();
            for (var @class = 0; @class < classes.Length; @class++)
            {
                var key = (classes[@class], blocks[automaton.Step(state, @class)]);
                if (!numbers.TryGetValue(key, out var number))
                {
                    number = numbers.Count;
                    numbers.Add(key, number);
                }

                classes[@class] = number;
            }
        }

        kept = [];
        for (var @class = 0; @class < classes.Length; @class++)
        {
            if (classes[@class] == kept.Count)
            {
                kept.Add(@class);
            }
        }

        return classes;
    }
}
