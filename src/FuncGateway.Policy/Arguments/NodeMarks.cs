namespace FuncGateway.Policies.Arguments;

/// <summary>
/// What a visit has already noted for each node of a path tree. Whole subtrees are marked once only, so that a long list costs its own length
/// and not its length times the number of paths.
/// </summary>
internal sealed class NodeMarks(ArgumentReading reading)
{
    private int[] _seenIn = [];
    private bool[] _missing = [];
    private bool[] _ambiguous = [];
    private int _objects;

    public void Begin(int nodes)
    {
        if (_seenIn.Length < nodes)
        {
            _seenIn = new int[nodes];
            _missing = new bool[nodes];
            _ambiguous = new bool[nodes];
        }

        _objects = 0;
        _seenIn.AsSpan(0, nodes).Clear();
        _missing.AsSpan(0, nodes).Clear();
        _ambiguous.AsSpan(0, nodes).Clear();
    }

    /// <summary>A number for the object that is visited now.</summary>
    public int NextObject() => ++_objects;

    public void See(PathNode node, int inObject) => _seenIn[node.Id] = inObject;

    public bool IsSeen(PathNode node, int inObject) => _seenIn[node.Id] == inObject;

    public void MissKeys(PathNode node)
    {
        foreach (var key in node.Keys)
        {
            Miss(key.Node);
        }
    }

    public void MissElements(PathNode node)
    {
        if (!node.HasElements)
        {
            return;
        }

        foreach (var element in node.Elements.Values)
        {
            Miss(element);
        }

        if (node.EachElement is { } each)
        {
            Miss(each);
        }
    }

    /// <summary>Nothing is there, nor anywhere below.</summary>
    public void Miss(PathNode node)
    {
        if (!Mark(_missing, node))
        {
            return;
        }

        if (node.Slot >= 0)
        {
            reading.Slot(node.Slot).IsMissing = true;
        }

        MissKeys(node);
        MissElements(node);
    }

    /// <summary>The key could be taken for those of any of the nodes, whatever is below them.</summary>
    public void Blur(List<PathNode>? nodes, PathNode? except, ReadOnlyMemory<byte> key)
    {
        for (var i = 0; i < nodes?.Count; i++)
        {
            if (nodes[i] != except)
            {
                Blur(nodes[i], key);
            }
        }
    }

    private void Blur(PathNode node, ReadOnlyMemory<byte> key)
    {
        if (!Mark(_ambiguous, node))
        {
            return;
        }

        if (node.Slot >= 0)
        {
            reading.Slot(node.Slot).Blur(key);
        }

        foreach (var child in node.Keys)
        {
            Blur(child.Node, key);
        }

        foreach (var element in node.Elements.Values)
        {
            Blur(element, key);
        }

        if (node.EachElement is { } each)
        {
            Blur(each, key);
        }
    }

    // True the first time.
    private static bool Mark(bool[] marks, PathNode node)
    {
        var first = !marks[node.Id];
        marks[node.Id] = true;
        return first;
    }
}
