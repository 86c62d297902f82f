using System.Text.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>
/// The state of each node of a path tree during a visit. Subtrees are marked only once, so that the cost of a long list is its length,
/// not its length times the number of paths.
/// </summary>
internal sealed class NodeMarks(ArgumentReading reading)
{
    private int[] _seenIn = [];
    private bool[] _missing = [];
    private bool[] _ambiguous = [];
    private bool[] _blocked = [];
    private int _objects;

    public void Begin(int nodes)
    {
        if (_seenIn.Length < nodes)
        {
            _seenIn = new int[nodes];
            _missing = new bool[nodes];
            _ambiguous = new bool[nodes];
            _blocked = new bool[nodes];
        }

        _objects = 0;
        _seenIn.AsSpan(0, nodes).Clear();
        _missing.AsSpan(0, nodes).Clear();
        _ambiguous.AsSpan(0, nodes).Clear();
        _blocked.AsSpan(0, nodes).Clear();
    }

    /// <summary>Returns a number that identifies the object being visited.</summary>
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

    /// <summary>Marks the elements of a node whose value is something other than a list, and everything below them.</summary>
    public void BlockElements(PathNode node, JsonTokenType found)
    {
        if (node.HasElements)
        {
            foreach (var element in node.Elements.Values)
            {
                Block(element, found);
            }

            if (node.EachElement is { } each)
            {
                Block(each, found);
            }
        }
    }

    /// <summary>Marks the node and everything below it as missing.</summary>
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

    /// <summary>Marks the nodes, and everything below them, as ambiguous because of the key.</summary>
    public void MarkAmbiguous(List<PathNode>? nodes, PathNode? except, ReadOnlyMemory<byte> key)
    {
        for (var i = 0; i < nodes?.Count; i++)
        {
            if (nodes[i] != except)
            {
                MarkAmbiguous(nodes[i], key);
            }
        }
    }

    private void Block(PathNode node, JsonTokenType found)
    {
        if (!Mark(_blocked, node))
        {
            return;
        }

        if (node.Slot >= 0)
        {
            reading.Slot(node.Slot).Block(found);
        }

        foreach (var child in node.Keyed)
        {
            Block(child, found);
        }

        BlockElements(node, found);
    }

    private void MarkAmbiguous(PathNode node, ReadOnlyMemory<byte> key)
    {
        if (!Mark(_ambiguous, node))
        {
            return;
        }

        if (node.Slot >= 0)
        {
            reading.Slot(node.Slot).MarkAmbiguous(key);
        }

        foreach (var child in node.Keys)
        {
            MarkAmbiguous(child.Node, key);
        }

        foreach (var element in node.Elements.Values)
        {
            MarkAmbiguous(element, key);
        }

        if (node.EachElement is { } each)
        {
            MarkAmbiguous(each, key);
        }
    }

    // Returns whether this is the first time.
    private static bool Mark(bool[] marks, PathNode node)
    {
        var first = !marks[node.Id];
        marks[node.Id] = true;
        return first;
    }
}
