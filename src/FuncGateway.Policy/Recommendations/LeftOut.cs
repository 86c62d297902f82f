namespace FuncGateway.Policies.Recommendations;

/// <summary>What the document does not mention, and why. The names are shown in its description, so that nothing disappears silently.</summary>
internal sealed class LeftOut
{
    private readonly List<(string Why, string Name)> _names = [];

    public void Add(string why, string name) => _names.Add((why, name));

    /// <summary>A sentence for each reason; empty if nothing was left out.</summary>
    public string Sentences() => string.Concat(_names.GroupBy(each => each.Why, each => each.Name).Select(group => $" {Sentence(group.Key, [.. group])}"));

    private static string Sentence(string why, string[] names) => $"Left out, and therefore refused, because {why}: {QuotedNames.Of(names)}.";
}
