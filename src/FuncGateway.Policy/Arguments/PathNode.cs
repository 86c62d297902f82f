using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A node of the path tree: a place in the arguments that a path of the rule ends at or passes through.</summary>
internal sealed class PathNode(int id)
{
    // Assigned to where JavaScript servers look keys up, so it could stand for each of them.
    private const string Prototype = "__proto__";

    private readonly List<KeyChild> _keys = [];
    private readonly Dictionary<int, PathNode> _elements = [];
    private readonly Dictionary<byte[], KeyChild> _byName = new(Utf8Comparer.Instance);
    private readonly Dictionary<string, List<PathNode>> _byFolded = new(StringComparer.Ordinal);

    public int Id { get; } = id;

    /// <summary>The slot of the path that ends here, or -1.</summary>
    public int Slot { get; set; } = -1;

    public PathNode? EachElement { get; private set; }

    /// <summary>The length of the longest folded key, in UTF-16 code units.</summary>
    public int LongestFoldedKey { get; private set; } = Prototype.Length;

    /// <summary>The children with a key.</summary>
    public List<PathNode> Keyed { get; } = [];

    public List<KeyChild> Keys => _keys;

    public Dictionary<int, PathNode> Elements => _elements;

    /// <summary>Whether no path continues from here.</summary>
    public bool IsLeaf => _keys.Count == 0 && !HasElements;

    public bool HasElements => EachElement is not null || _elements.Count > 0;

    public PathNode Add(PathStep step, Func<PathNode> create) => step switch
    {
        PathStep.Key key => AddKey(key.Name, create),
        PathStep.Element element => AddElement(element.Index, create),
        _ => EachElement ??= create(),
    };

    /// <summary>Returns the child with exactly this key, or null.</summary>
    public KeyChild? Find(ReadOnlySpan<byte> key)
    {
        // For few keys a linear search is faster than hashing.
        if (_keys.Count > 8)
        {
            return _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var found) ? found : null;
        }

        foreach (var child in _keys)
        {
            if (key.SequenceEqual(child.Utf8))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Returns the children that a lenient server could match with this folded key, or null.</summary>
    public List<PathNode>? FindFolded(ReadOnlySpan<char> folded) =>
        folded.SequenceEqual(Prototype) ? Keyed
        : _byFolded.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var children) ? children
        : null;

    private PathNode AddKey(string name, Func<PathNode> create)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        if (_byName.TryGetValue(utf8, out var known))
        {
            return known.Node;
        }

        var folded = KeyFolding.Fold(name);
        var twins = folded == Prototype ? Keyed : TwinsOf(folded);
        var child = new KeyChild(utf8, create(), twins);
        Keyed.Add(child.Node);
        if (twins != Keyed)
        {
            twins.Add(child.Node);
        }

        _byName.Add(utf8, child);
        _keys.Add(child);
        return child.Node;
    }

    private List<PathNode> TwinsOf(string folded)
    {
        if (!_byFolded.TryGetValue(folded, out var twins))
        {
            _byFolded.Add(folded, twins = []);
            LongestFoldedKey = Math.Max(LongestFoldedKey, folded.Length);
        }

        return twins;
    }

    private PathNode AddElement(int index, Func<PathNode> create)
    {
        if (!_elements.TryGetValue(index, out var known))
        {
            _elements.Add(index, known = create());
        }

        return known;
    }

    /// <param name="Twins">All children, including this one, whose keys are the same to a lenient server.</param>
    internal sealed record KeyChild(byte[] Utf8, PathNode Node, List<PathNode> Twins);
}
