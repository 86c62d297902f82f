namespace FuncGateway.Policies.Classification;

/// <summary>Verbs and objects that mean something together.</summary>
internal sealed class WordPair(string verbs, string objects)
{
    private readonly WordSet _verbs = new(verbs);
    private readonly WordSet _objects = new(objects);

    public static WordPair[] Of((string Verbs, string Objects)[] table) => [.. table.Select(pair => new WordPair(pair.Verbs, pair.Objects))];

    /// <summary>The object of the first pair that has the verb and one of the words; null if none.</summary>
    public static string? ObjectIn(WordPair[] pairs, string verb, IReadOnlyCollection<string> words) =>
        pairs.Where(pair => pair._verbs.Has(verb)).Select(pair => pair._objects.FirstIn(words.Where(word => word != verb))).FirstOrDefault(found => found is not null);

    /// <summary>The same for a verb that is any of the words.</summary>
    public static string? ObjectIn(WordPair[] pairs, IReadOnlyCollection<string> words) =>
        pairs
            .Select(pair => pair._verbs.FirstIn(words) is { } verb ? pair._objects.FirstIn(words.Where(word => word != verb)) : null)
            .FirstOrDefault(found => found is not null);
}
