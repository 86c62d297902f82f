using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A place in the arguments that some path of a rule names or passes through.</summary>
internal sealed class PathNode(int id)
{
    private readonly List<KeyChild> _keys = [];
    private readonly Dictionary<int, PathNode> _elements = [];
    private readonly Dictionary<byte[], KeyChild> _byName = new(Utf8Comparer.Instance);
    private readonly Dictionary<string, List<PathNode>> _byFolded = new(StringComparer.Ordinal);

    public int Id { get; } = id;

    /// <summary>The number of the path that ends here, or -1.</summary>
    public int Slot { get; set; } = -1;

    public PathNode? EachElement { get; private set; }

    public List<KeyChild> Keys => _keys;

    public Dictionary<int, PathNode> Elements => _elements;

    /// <summary>No path goes on from here.</summary>
    public bool IsLeaf => _keys.Count == 0 && !HasElements;

    public bool HasElements => EachElement is not null || _elements.Count > 0;

    public PathNode Add(PathStep step, Func<PathNode> create) => step switch
    {
        PathStep.Key key => AddKey(key.Name, create),
        PathStep.Element element => AddElement(element.Index, create),
        _ => EachElement ??= create(),
    };

    /// <summary>The child with exactly this key.</summary>
    public KeyChild? Find(ReadOnlySpan<byte> key)
    {
        // Few keys: comparing them all is quicker than hashing one.
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

    /// <summary>The children that a lenient server could take this folded key for.</summary>
    public List<PathNode>? FindFolded(ReadOnlySpan<char> folded) =>
        _byFolded.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var children) ? children : null;

    private PathNode AddKey(string name, Func<PathNode> create)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        if (_byName.TryGetValue(utf8, out var known))
        {
            return known.Node;
        }

        var folded = KeyFolding.Fold(name);
        if (!_byFolded.TryGetValue(folded, out var twins))
        {
            _byFolded.Add(folded, twins = []);
        }

        var child = new KeyChild(utf8, create(), twins);
        twins.Add(child.Node);
        _byName.Add(utf8, child);
        _keys.Add(child);
        return child.Node;
    }

    private PathNode AddElement(int index, Func<PathNode> create)
    {
        if (!_elements.TryGetValue(index, out var known))
        {
            _elements.Add(index, known = create());
        }

        return known;
    }

    /// <param name="Twins">All children, this one too, whose keys look the same to a lenient server.</param>
    internal sealed record KeyChild(byte[] Utf8, PathNode Node, List<PathNode> Twins);
}
