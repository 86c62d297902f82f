namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Finds the nodes that can be reached without reading, where the characters before and after the position are known.</summary>
/// <remarks>
/// <c>\Z</c> before a newline holds only if the newline is the last character. What is reached by it is marked: a mark adds the number of nodes
/// to the number of a node, survives reading the newline and is dropped with all that bear it if another character follows.
/// </remarks>
internal sealed class Closure(Nfa nfa)
{
    private readonly int _count = nfa.Nodes.Count;
    private readonly NfaNode[] _nodes = [.. nfa.Nodes];
    private readonly int[] _seen = new int[nfa.Nodes.Count * 2];
    private readonly Stack<int> _open = new();
    private int _round;

    /// <summary>The nodes that read a character, after <see cref="Resolve"/>.</summary>
    public List<int> Readers { get; } = [];

    /// <summary>The nodes that belong to the next set whatever is read: a match on condition that the text ends after the newline.</summary>
    public List<int> Pending { get; } = [];

    /// <summary>The number of nodes visited by the last <see cref="Resolve"/>.</summary>
    public int Work { get; private set; }

    public NfaNode NodeOf(int node) => _nodes[node % _count];

    /// <summary>The successor, marked if the node is.</summary>
    public int After(int node, int next) => node >= _count ? next + _count : next;

    /// <returns>Whether there is a match. If there is, the lists are incomplete.</returns>
    public bool Resolve(int[] reached, Place before, Place after)
    {
        Start(reached, after);
        while (_open.TryPop(out var id))
        {
            Work++;
            var node = NodeOf(id);
            switch (node.Kind)
            {
                case NfaNodeKind.Accept when id < _count:
                    return true;
                case NfaNodeKind.Accept:
                    Pending.Add(id);
                    break;
                case NfaNodeKind.Read:
                    Readers.Add(id);
                    break;
                case NfaNodeKind.Assert:
                    Assert(id, node, before, after);
                    break;
                default:
                    Push(After(id, node.Next));
                    if (node.Other >= 0)
                    {
                        Push(After(id, node.Other));
                    }

                    break;
            }
        }

        return false;
    }

    private void Start(int[] reached, Place after)
    {
        _round++;
        Work = 0;
        _open.Clear();
        Readers.Clear();
        Pending.Clear();
        foreach (var id in reached)
        {
            if (id < _count)
            {
                Push(id);
            }
            else if (after == Place.Edge)
            {
                Push(id - _count);
            }
        }
    }

    private void Assert(int id, NfaNode node, Place before, Place after)
    {
        var assertion = (Assertion)node.Argument;
        if (assertion == Assertion.EndOrLastNewline && after == Place.Newline)
        {
            Push(node.Next + _count);
        }
        else if (Holds(assertion, before, after))
        {
            Push(After(id, node.Next));
        }
    }

    private static bool Holds(Assertion assertion, Place before, Place after) => assertion switch
    {
        Assertion.Start => before == Place.Edge,
        Assertion.LineStart => before is Place.Edge or Place.Newline,
        Assertion.End or Assertion.EndOrLastNewline => after == Place.Edge,
        Assertion.LineEnd => after is Place.Edge or Place.Newline,
        Assertion.Boundary => (before == Place.Word) != (after == Place.Word),
        Assertion.NoBoundary => (before == Place.Word) == (after == Place.Word),
        _ => false,
    };

    private void Push(int id)
    {
        if (_seen[id] != _round)
        {
            _seen[id] = _round;
            _open.Push(id);
        }
    }
}
