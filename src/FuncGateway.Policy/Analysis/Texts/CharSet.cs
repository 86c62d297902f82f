namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>An immutable set of UTF-16 code units.</summary>
internal sealed class CharSet
{
    /// <summary>One past the last code unit.</summary>
    public const int End = char.MaxValue + 1;

    // The code units at which membership changes, ascending; a code unit is a member if an odd number of edges are at or below it.
    private readonly int[] _edges;

    private CharSet(int[] edges) => _edges = edges;

    public static CharSet None { get; } = new([]);

    public ReadOnlySpan<int> Edges => _edges;

    public static CharSet Of(char one) => Range(one, one);

    public static CharSet Range(char first, char last) => new(last == char.MaxValue ? [first] : [first, last + 1]);

    /// <param name="members">Code units in ascending order.</param>
    public static CharSet OfAscending(IEnumerable<char> members)
    {
        var edges = new List<int>();
        foreach (var each in members)
        {
            if (edges.Count > 0 && edges[^1] == each)
            {
                edges.RemoveAt(edges.Count - 1);
            }
            else
            {
                edges.Add(each);
            }

            edges.Add(each + 1);
        }

        if (edges.Count > 0 && edges[^1] == End)
        {
            edges.RemoveAt(edges.Count - 1);
        }

        return new CharSet([.. edges]);
    }

    public bool Contains(char one)
    {
        var at = Array.BinarySearch(_edges, one);
        return ((at < 0 ? ~at : at + 1) & 1) == 1;
    }

    public CharSet Not() => new(_edges is [0, ..] ? _edges[1..] : [0, .. _edges]);

    public CharSet Or(CharSet other) =>
        other._edges.Length == 0 ? this : _edges.Length == 0 ? other : Combine(other, (mine, theirs) => mine || theirs);

    public CharSet Except(CharSet other) => other._edges.Length == 0 ? this : Combine(other, (mine, theirs) => mine && !theirs);

    // The operation must be false for two absent members.
    private CharSet Combine(CharSet other, Func<bool, bool, bool> operation)
    {
        var edges = new List<int>(_edges.Length + other._edges.Length);
        for (int mine = 0, theirs = 0; mine < _edges.Length || theirs < other._edges.Length;)
        {
            var at = Math.Min(mine < _edges.Length ? _edges[mine] : End, theirs < other._edges.Length ? other._edges[theirs] : End);
            mine += mine < _edges.Length && _edges[mine] == at ? 1 : 0;
            theirs += theirs < other._edges.Length && other._edges[theirs] == at ? 1 : 0;
            var isMember = operation((mine & 1) == 1, (theirs & 1) == 1);
            if (isMember != ((edges.Count & 1) == 1))
            {
                edges.Add(at);
            }
        }

        return new CharSet([.. edges]);
    }
}
