namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>The characters that <c>(?i)</c> treats as the same. A test compares all of them with the engine.</summary>
internal static class CaseEquivalence
{
    private static readonly Dictionary<char, char[]> Groups = Enumerable.Range(0, CharSet.End)
        .Select(code => (char)code)
        .GroupBy(char.ToLowerInvariant)
        .Select(group => group.ToArray())
        .Where(group => group.Length > 1)
        .SelectMany(group => group.Select(member => (member, group)))
        .ToDictionary(pair => pair.member, pair => pair.group);

    private static readonly char[] Cased = [.. Groups.Keys.Order()];

    public static CharSet Close(CharSet set)
    {
        var added = new SortedSet<char>();
        for (var edge = 0; edge < set.Edges.Length; edge += 2)
        {
            var end = edge + 1 < set.Edges.Length ? set.Edges[edge + 1] : CharSet.End;
            var at = Array.BinarySearch(Cased, (char)set.Edges[edge]);
            for (at = at < 0 ? ~at : at; at < Cased.Length && Cased[at] < end; at++)
            {
                added.UnionWith(Groups[Cased[at]]);
            }
        }

        return set.Or(CharSet.OfAscending(added));
    }
}
