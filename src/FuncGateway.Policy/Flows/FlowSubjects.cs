using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Flows;

/// <summary>The words that say what a tool is about: those of its name, or of the first sentence of its description if the name says nothing about any leg.</summary>
/// <param name="where">Where the words come from, as the beginning of a reason.</param>
internal sealed class FlowSubjects(IReadOnlyList<string> words, string where)
{
    private const int MaxWords = 40;

    public static FlowSubjects Of(ToolDefinition tool, params WordSet[] tables)
    {
        var name = new FlowSubjects(Words.OfName(tool.Name), "the name contains");
        return Array.Exists(tables, table => name.Find(table) is not null) ? name : new FlowSubjects(OfDescription(tool.Description ?? ""), "the description says");
    }

    /// <summary>Returns the first word that the table has, in the singular or plural; null if there is none.</summary>
    public string? Find(WordSet table) => words.FirstOrDefault(word => Singulars(word).Any(table.Has));

    /// <summary>A reason that begins with the word.</summary>
    /// <param name="end">How it goes on.</param>
    public string Say(string word, string end) => $"{where} '{word}', {end}";

    private static List<string> OfDescription(string text) => [.. Words.OfName(text.Split(['.', '\n', ';'], 2)[0]).Take(MaxWords)];

    private static IEnumerable<string> Singulars(string word)
    {
        yield return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            yield return word[..^3] + "y";
        }

        if (word.EndsWith("es", StringComparison.Ordinal))
        {
            yield return word[..^2];
        }

        if (word.EndsWith('s'))
        {
            yield return word[..^1];
        }
    }
}
