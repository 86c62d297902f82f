using System.Text.RegularExpressions;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>What the description of a tool says.</summary>
/// <param name="Verb">The verb that its first sentence begins with, or the most severe of several; one of deleting or paying in a later sentence comes first. Null if none.</param>
/// <param name="ReadOnlyClaim">The words that say that the tool only reads; null if none.</param>
/// <param name="PermanentClaim">The words that say that its effect cannot be undone; null if none.</param>
internal sealed partial record DescriptionReading(Verb? Verb, string? ReadOnlyClaim, string? PermanentClaim)
{
    private const int MaxSentences = 3;
    private const int MaxAdditions = 12;

    public static DescriptionReading Of(string? description)
    {
        if (string.IsNullOrEmpty(description))
        {
            return new DescriptionReading(null, null, null);
        }

        var text = description.Length > Words.MaxLength ? description[..Words.MaxLength] : description;
        Sentence[] sentences = [.. SentenceEnd().Split(Bracketed().Replace(text, " ")).Where(sentence => sentence.Length > 0).Take(MaxAdditions).Select(Sentence.Of)];
        var verb = sentences.Take(MaxSentences).Select(sentence => sentence.FindVerb()).FirstOrDefault(found => found is not null) ?? sentences.FirstOrDefault()?.FindAction();
        var addition = sentences.Skip(1).Select(sentence => sentence.FindAddition()).FirstOrDefault(found => found?.Class > (verb?.Class ?? ToolClass.Read));
        return new DescriptionReading(addition ?? Detailed(verb, text), FirstOf(ReadOnly(), text), FirstOf(Permanent(), text));
    }

    // "Manage pages: create, rename or delete them."
    private static Verb? Detailed(Verb? verb, string text) =>
        verb is { Word: "manage" or "handle" or "control" } ? Sentence.Of(text).Series().Prepend(verb).MaxBy(each => each.Class) : verb;

    private static string? FirstOf(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value.ToLowerInvariant() : null;

    [GeneratedRegex(@"[.!?;](?=\s)|[\r\n:—]", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\[[^\]]{0,60}\]|\([^)]{0,60}\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\bread[- ]only\b|\bselect (?:query|queries|statements?)\b|\b(?:does|do|will|can)(?: not|n't) (?:modify|change|write|alter|mutate)\b|\bwithout (?:modifying|changing|writing)\b|\bno side[- ]effects?\b|\bnever (?:modifies|changes|writes)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReadOnly();

    [GeneratedRegex(@"\bcan(?:not|'t| not) be (?:undone|recovered|reversed)\b|\birreversibl[ey]\b|\bpermanently\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Permanent();
}
