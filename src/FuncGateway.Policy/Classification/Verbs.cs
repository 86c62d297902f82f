using System.Collections.Frozen;
using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>Looks verbs up in the tables of words.</summary>
internal static class Verbs
{
    private const int MinObject = 4;
    private const int MinDerived = 5;

    private static readonly string[] Endings = ["es", "ed", "ing"];
    private static readonly string[] NameEndings = ["er", "or", "ing"];
    private static readonly WordSet NotDerived = new(NounWords.NotDerived);
    private static readonly WordSet DescriptionForms = new(ReadWords.OfDescriptions);

    // Hardly any other words begin with these.
    private static readonly string[] Joined = Words.OfTable("delete remove destroy create update write send execute upload search fetch");

    // A word that is in two tables counts as the earlier one.
    private static readonly FrozenDictionary<string, Verb> ByWord = new[]
        {
            Of(MoneyWords.Verbs, ToolClass.Financial, VerbUse.Clear),
            Of(DestructiveWords.Verbs, ToolClass.Destructive, VerbUse.Clear),
            Of(ExecuteWords.Verbs, ToolClass.Execute, VerbUse.Clear),
            Of(WriteWords.Verbs, ToolClass.Write, VerbUse.Clear),
            Of(ReadWords.Verbs, ToolClass.Read, VerbUse.Clear),
            Of(ReadWords.NounsToo, ToolClass.Read, VerbUse.NounToo),
            Of(MoneyWords.MaybeVerbs, ToolClass.Financial, VerbUse.Maybe),
            Of(DestructiveWords.MaybeVerbs, ToolClass.Destructive, VerbUse.Maybe),
            Of(ExecuteWords.MaybeVerbs, ToolClass.Execute, VerbUse.Maybe),
            Of(WriteWords.MaybeVerbs, ToolClass.Write, VerbUse.Maybe),
            Of(ReadWords.MaybeVerbs, ToolClass.Read, VerbUse.Maybe),
        }
        .SelectMany(table => table)
        .DistinctBy(verb => verb.Word)
        .ToFrozenDictionary(verb => verb.Word, StringComparer.Ordinal);

    /// <summary>The verb in its base form, as names use it. A name in lower case only may have joined it with its object: <c>deletefile</c>.</summary>
    public static Verb? Find(string word) =>
        ByWord.GetValueOrDefault(word)
        ?? (Array.Find(Joined, verb => word.Length >= verb.Length + MinObject && word.StartsWith(verb, StringComparison.Ordinal)) is { } joined ? ByWord[joined] : null);

    /// <summary>The verb of a word that a name ends in: <c>web_scraper</c>, <c>code_executor</c>, <c>web_scraping</c>.</summary>
    public static Verb? FindDerived(string word) =>
        word.Length > MinDerived && !NotDerived.Has(word) && Array.Find(NameEndings, ending => word.EndsWith(ending, StringComparison.Ordinal)) is { } found
            ? Stems(word[..^found.Length]).Select(Find).FirstOrDefault(verb => verb is not null)
            : null;

    /// <summary>A verb with which a description begins, in any form.</summary>
    public static Verb? FindInDescription(string word) => FindForm(word) ?? (DescriptionForms.Has(word) ? new Verb(word, ToolClass.Read, VerbUse.Clear) : null);

    /// <summary>The verb of which the word is a form: <c>deletes</c>, <c>copies</c>, <c>moving</c>, <c>stopped</c>.</summary>
    private static Verb? FindForm(string word) => Bases(word).Select(Find).FirstOrDefault(verb => verb is not null);

    private static IEnumerable<string> Bases(string word)
    {
        yield return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            yield return word[..^3] + "y";
        }

        if (word.EndsWith('s'))
        {
            yield return word[..^1];
        }

        foreach (var ending in Endings.Where(ending => word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal)))
        {
            foreach (var stem in Stems(word[..^ending.Length]))
            {
                yield return stem;
            }
        }
    }

    private static IEnumerable<string> Stems(string stem)
    {
        yield return stem;
        yield return stem + "e";
        if (stem[^1] == stem[^2])
        {
            yield return stem[..^1];
        }
    }

    private static IEnumerable<Verb> Of(string table, ToolClass toolClass, VerbUse use) =>
        Words.OfTable(table).Select(word => new Verb(word, toolClass, use));
}
