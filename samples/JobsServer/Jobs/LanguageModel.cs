using System.Globalization;

namespace JobsServer.Jobs;

/// <summary>A simulated language model. It computes its answer from the words of the prompt, so that the answer can be checked.</summary>
public sealed record LanguageModel(string Name, string Description, Func<string, string> Answer)
{
    private static readonly char[] Spaces = [' ', '\t', '\r', '\n'];

    public static IReadOnlyList<LanguageModel> All { get; } =
    [
        new("count-1", "Counts the words and characters of the prompt.", Count),
        new("keywords-1", "Names the words that occur most often.", Keywords),
        new("backwards-1", "Repeats the prompt from its last word to its first.", prompt => string.Join(' ', Words(prompt).Reverse())),
    ];

    public static LanguageModel? Find(string name) => All.FirstOrDefault(model => model.Name == name);

    public static IReadOnlyList<string> Words(string prompt) => prompt.Split(Spaces, StringSplitOptions.RemoveEmptyEntries);

    private static string Count(string prompt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Words(prompt).Count} words, {prompt.Length} characters");

    private static string Keywords(string prompt) =>
        string.Join(", ", Words(prompt)
            .Select(word => word.Trim('.', ',', ';', ':', '!', '?').ToLowerInvariant())
            .Where(word => word.Length > 0)
            .CountBy(word => word)
            .OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(3)
            .Select(word => word.Key));
}
