using FuncGateway.Policies.Classification.Tables;

namespace FuncGateway.Policies.Classification;

/// <summary>What a verb means for its object: converting a time reads, resolving an incident writes.</summary>
internal static class VerbMeanings
{
    private static readonly (WordSet Verbs, WordSet Objects, Verb Meaning)[] All =
        [.. MeaningWords.All.Select(each => (new WordSet(each.Verbs), new WordSet(each.Objects), new Verb("", each.Class, VerbUse.Clear)))];

    /// <summary>The verb with the class that it has for these objects. Unchanged if the table does not name them together.</summary>
    public static Verb Of(Verb verb, IReadOnlyCollection<string> objects)
    {
        foreach (var (verbs, named, meaning) in All)
        {
            if (verbs.Has(verb.Word) && named.FirstIn(objects.Where(word => word != verb.Word)) is { } found)
            {
                return meaning with { Word = verb.Word, Object = found };
            }
        }

        return verb;
    }
}
