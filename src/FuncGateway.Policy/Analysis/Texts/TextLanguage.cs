namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>What a <see cref="TextSet"/> is made of. An automaton is made only where it is needed.</summary>
internal abstract record TextLanguage
{
    private TextLanguage()
    {
    }

    public abstract bool Contains(string text);

    /// <summary>A shortest well-formed member, or one of the complement; null if there is none.</summary>
    public abstract string? Shortest(bool ofComplement);

    /// <returns>Null if the budget is exhausted.</returns>
    public abstract Automaton? TryBuild(TextBudget budget);

    /// <summary>Some texts, each of them well-formed.</summary>
    public sealed record Listed(IReadOnlySet<string> Texts) : TextLanguage
    {
        public override bool Contains(string text) => Texts.Contains(text);

        public override string? Shortest(bool ofComplement) => ofComplement ? ShortestOther() : Texts.MinBy(text => (text.Length, text.Sum(Preference.CostOf)));

        public override Automaton? TryBuild(TextBudget budget) => LiteralAutomata.TryListed(Texts, budget);

        // One more candidate than there are texts suffices.
        private string ShortestOther() =>
            Preference.Characters.Select(each => each.ToString()).Prepend("")
                .Concat(Preference.Characters.SelectMany(first => Preference.Characters.Select(second => $"{first}{second}")))
                .First(each => !Texts.Contains(each));
    }

    /// <summary>The texts that contain the part somewhere.</summary>
    public sealed record Including(string Part) : TextLanguage
    {
        public override bool Contains(string text) => text.Contains(Part, StringComparison.Ordinal);

        // Half a pair can be completed at either end of the part, but not inside it.
        public override string? Shortest(bool ofComplement)
        {
            if (ofComplement)
            {
                return Part.Length == 0 ? null : "";
            }

            var text = Part is [>= '\uDC00' and <= '\uDFFF', ..] ? '\uD83D' + Part : Part;
            text = text is [.., >= '\uD800' and <= '\uDBFF'] ? text + '\uDE00' : text;
            return WellFormed.Is(text) ? text : null;
        }

        public override Automaton? TryBuild(TextBudget budget) => LiteralAutomata.TryIncluding(Part, budget);
    }

    /// <summary>The texts that an automaton accepts.</summary>
    public sealed record Accepted(Automaton Automaton) : TextLanguage
    {
        public override bool Contains(string text) => Automaton.Contains(text);

        public override string? Shortest(bool ofComplement) => ShortestText.Find(Automaton, ofComplement);

        public override Automaton? TryBuild(TextBudget budget) => Automaton;
    }
}
