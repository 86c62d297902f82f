using System.Globalization;
using System.Text;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>Makes names that look like a given one and that a document without it may still decide by a pattern.</summary>
internal sealed class LookAlikeCandidates(IReadOnlyList<NamedDocument> documents, Func<string, string> fold, WorkBudget work)
{
    // A name may look like hundreds of patterns. What is not tried is not decided.
    private const int MaxForms = 8;
    private const int MaxPositions = 128;
    private const int PatternsPerStep = 16;

    private readonly FoldedPattern[][] _patterns = [.. documents.Select(document => document.Names.Where(Glob.IsGlob).Select(pattern => new FoldedPattern(new Glob(pattern), new Glob(fold(pattern)))).ToArray())];

    /// <summary>Returns names that look like the name, as written in each pattern that it looks like.</summary>
    public IEnumerable<string> Of(string name)
    {
        var folded = fold(name);
        var alike = _patterns.SelectMany(patterns => patterns).Where(pattern => pattern.Folded.Matches(folded)).Select(pattern => pattern.Written.Pattern).Distinct(StringComparer.Ordinal).ToArray();
        var forms = new List<string> { name };
        forms.AddRange(alike.Select(pattern => AsIn(pattern, name)));
        forms.AddRange(_patterns.Select(patterns => patterns.Where(pattern => pattern.Folded.Matches(folded)).Aggregate(name, (form, pattern) => AsIn(pattern.Written.Pattern, form))));
        return forms.Distinct(StringComparer.Ordinal).Take(MaxForms)
            .SelectMany(form => LookAlikeKey.VariantsOf(form).Concat(alike.Length == 0 ? [] : Longer(form)).Prepend(form))
            .TakeWhile(_ => !work.IsSpent)
            .Where(variant => IsAlike(variant, name, folded));
    }

    /// <summary>Whether a document may decide a name that looks like this one, and no such name was made.</summary>
    public bool MayMiss(string name)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            if (documents[i].Names.Contains(name))
            {
                continue;
            }

            if (Glob.IsGlob(name) ? MayMissOf(new FoldedPattern(new Glob(name), new Glob(fold(name))), _patterns[i]) : MayMissOf(name, i))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAlike(string variant, string name, string folded)
    {
        work.Take(1 + (_patterns.Sum(patterns => patterns.Length) / PatternsPerStep));
        return variant != name && fold(variant) == folded;
    }

    // All names with the same folding look like the same patterns. Without such a pattern they are all decided alike.
    private bool MayMissOf(string name, int at)
    {
        var folded = fold(name);
        return Array.Exists(_patterns[at], pattern => pattern.Folded.Matches(folded))
            && !documents[at].Names.Any(other => !Glob.IsGlob(other) && fold(other) == folded)
            && !Of(name).Any(variant => !documents[at].IsAmbiguous(variant));
    }

    // Names of one pattern can look like the other one only by other letters, so that no name of both was a representative.
    private static bool MayMissOf(FoldedPattern pattern, FoldedPattern[] others) =>
        Array.Exists(others, other => pattern.Folded.Meets(other.Folded) && !pattern.Written.Meets(other.Written));

    // The name with the literal parts of a pattern that it looks like as the pattern writes them.
    private static string AsIn(string pattern, string name)
    {
        var (result, at) = (new StringBuilder(name), 0);
        var parts = pattern.Split('*');
        for (var i = 0; i < parts.Length; i++)
        {
            var place = i == 0 ? 0
                : i == parts.Length - 1 ? name.Length - parts[i].Length
                : CultureInfo.InvariantCulture.CompareInfo.IndexOf(name, parts[i], Math.Min(at, name.Length), CompareOptions.OrdinalIgnoreCase);
            if (place >= 0 && place + parts[i].Length <= name.Length)
            {
                result.Remove(place, parts[i].Length).Insert(place, parts[i]);
                at = place + parts[i].Length;
            }
        }

        return result.ToString();
    }

    // With an invisible character, which is none in a URI, or with one character in percent-encoding, which is another name for a tool.
    private static IEnumerable<string> Longer(string name)
    {
        for (var at = 0; at < name.Length && at < MaxPositions; at++)
        {
            yield return name.Insert(at, "\u200b");
            if (char.IsAscii(name[at]) && name[at] != '*')
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, at)}%{(int)name[at]:x2}{name.AsSpan(at + 1)}");
            }
        }
    }

    private sealed record FoldedPattern(Glob Written, Glob Folded);
}
