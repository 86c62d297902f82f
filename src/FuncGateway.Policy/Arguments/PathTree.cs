namespace FuncGateway.Policies.Arguments;

/// <summary>All paths of one rule as a tree, so that the arguments are read only once for all conditions.</summary>
internal sealed class PathTree
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    public PathTree() => Root = new PathNode(0);

    public PathNode Root { get; }

    public int Nodes { get; private set; } = 1;

    public int Slots { get; private set; }

    /// <summary>Adds the path and returns its slot.</summary>
    public int Add(ArgumentPath path)
    {
        if (_slots.TryGetValue(path.Text, out var known))
        {
            return known;
        }

        var node = path.Steps.Aggregate(Root, (parent, step) => parent.Add(step, () => new PathNode(Nodes++)));
        node.Slot = node.Slot < 0 ? Slots++ : node.Slot;
        _slots.Add(path.Text, node.Slot);
        return node.Slot;
    }
}
