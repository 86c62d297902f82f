using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>The sets behind <c>\w</c>, <c>\p{Lu}</c> and the like, as the regex engine of the running .NET defines them.</summary>
/// <remarks>Asking takes the engine some milliseconds for a class, once in a process. The names of classes are a closed list, so the cache is bounded.</remarks>
internal static class EngineClasses
{
    private static readonly ConcurrentDictionary<string, CharSet> Known = new(StringComparer.Ordinal);

    /// <summary>The characters between which and anything else <c>\b</c> finds a boundary: <c>\w</c> and two joiners.</summary>
    public static CharSet BoundaryWord => Ask(@"\b");

    /// <param name="letter">One of <c>d D w W s S</c>.</param>
    public static CharSet Shorthand(char letter) => Ask($@"\{letter}");

    /// <summary>The set of <c>\p{name}</c>, or of <c>\P{name}</c> if negated; null if .NET has no such property.</summary>
    public static CharSet? FindProperty(string name, bool isNegated, bool ignoreCase)
    {
        try
        {
            return Ask($"{(ignoreCase ? "(?i)" : "")}\\{(isNegated ? 'P' : 'p')}{{{name}}}");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static CharSet Ask(string pattern) => Known.GetOrAdd(pattern, static pattern =>
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant);
        return CharSet.OfAscending(Enumerable.Range(0, CharSet.End).Select(code => (char)code).Where(each => regex.IsMatch([each])));
    });
}
