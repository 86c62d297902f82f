namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A complete deterministic automaton over UTF-16 code units. It starts in state 0.</summary>
/// <param name="Next">The successor of a state by a class of the alphabet, at state × number of classes + class.</param>
/// <param name="Accepts">Whether a text that ends in the state is accepted.</param>
internal sealed record Automaton(Alphabet Alphabet, int[] Next, bool[] Accepts)
{
    public int States => Accepts.Length;

    public int Step(int state, int @class) => Next[(state * Alphabet.Count) + @class];

    public bool Contains(string text)
    {
        var state = 0;
        foreach (var each in text)
        {
            state = Step(state, Alphabet.ClassOf(each));
        }

        return Accepts[state];
    }

    /// <summary>Whether no character leads out of the state.</summary>
    public bool IsSink(int state)
    {
        for (var @class = 0; @class < Alphabet.Count; @class++)
        {
            if (Step(state, @class) != state)
            {
                return false;
            }
        }

        return true;
    }
}
