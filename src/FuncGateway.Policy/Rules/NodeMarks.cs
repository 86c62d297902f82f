namespace FuncGateway.Policies.Rules;

/// <summary>
/// What a visit has already noted for each node of a path tree. Whole subtrees are marked once only, so that a long list costs its own length
/// and not its length times the number of paths.
/// </summary>
internal sealed class NodeMarks
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

    /// <summary>True the first time.</summary>
    public bool MarkMissing(PathNode node) => Mark(_missing, node);

    /// <summary>True the first time.</summary>
    public bool MarkAmbiguous(PathNode node) => Mark(_ambiguous, node);

    private static bool Mark(bool[] marks, PathNode node)
    {
        var first = !marks[node.Id];
        marks[node.Id] = true;
        return first;
    }
}
