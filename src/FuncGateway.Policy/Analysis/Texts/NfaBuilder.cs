namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Builds a nondeterministic automaton from fragments, each of which takes up consecutive nodes, so that it can be copied without a tree.</summary>
internal sealed class NfaBuilder(int maxNodes)
{
    private readonly List<NfaNode> _nodes = [];
    private readonly List<CharSet> _sets = [];
    private readonly Dictionary<CharSet, int> _setIndexes = [];
    private readonly Dictionary<(char, bool), CharSet> _chars = [];

    public bool IsFull => _nodes.Count > maxNodes;

    public Fragment Empty() => Add(new NfaNode(NfaNodeKind.Jump)) with { IsEmpty = true, MayBeSkipped = true };

    public Fragment Assert(Assertion assertion) => Add(new NfaNode(NfaNodeKind.Assert, Argument: (int)assertion)) with { MayBeSkipped = true };

    public Fragment Read(char one, bool ignoreCase)
    {
        if (!_chars.TryGetValue((one, ignoreCase), out var set))
        {
            set = ignoreCase ? CaseEquivalence.Close(CharSet.Of(one)) : CharSet.Of(one);
            _chars.Add((one, ignoreCase), set);
        }

        return Read(set);
    }

    public Fragment Read(CharSet set)
    {
        if (!_setIndexes.TryGetValue(set, out var index))
        {
            index = _sets.Count;
            _sets.Add(set);
            _setIndexes.Add(set, index);
        }

        return Add(new NfaNode(NfaNodeKind.Read, Argument: index));
    }

    public Fragment Concatenate(Fragment first, Fragment second)
    {
        Link(first.Exit, second.Entry);
        return first with
        {
            Exit = second.Exit,
            IsEmpty = first.IsEmpty && second.IsEmpty,
            MayBeSkipped = first.MayBeSkipped && second.MayBeSkipped,
            HasEmptyBranch = first.HasEmptyBranch || second.HasEmptyBranch,
        };
    }

    public Fragment Alternate(Fragment first, Fragment second)
    {
        var entry = Add(new NfaNode(NfaNodeKind.Jump, first.Entry, second.Entry)).Entry;
        var exit = Empty().Exit;
        Link(first.Exit, exit);
        Link(second.Exit, exit);
        return new Fragment(first.First, entry, exit)
        {
            MayBeSkipped = first.MayBeSkipped || second.MayBeSkipped,
            HasEmptyBranch = first.HasEmptyBranch || second.HasEmptyBranch || first.IsEmpty || second.IsEmpty,
        };
    }

    /// <summary>Repeats the fragment that was built last.</summary>
    /// <param name="max"><see cref="int.MaxValue"/> for no upper bound.</param>
    /// <returns>False if the result has too many nodes.</returns>
    public bool TryRepeat(Fragment body, int min, int max, out Fragment repeated)
    {
        repeated = body;
        var isUnbounded = max == int.MaxValue;
        var count = isUnbounded ? Math.Max(min, 1) : max;
        var length = _nodes.Count - body.First;
        if (count == 0)
        {
            _nodes.RemoveRange(body.First, length);
            repeated = Empty();
            return true;
        }

        if (((long)length * count) + count + _nodes.Count > maxNodes)
        {
            return false;
        }

        for (var copy = 1; copy < count; copy++)
        {
            Copy(body.First, length, copy * length);
        }

        var copies = Enumerable.Range(0, count).Select(copy => Shift(body, copy * length)).ToArray();
        repeated = (isUnbounded ? Unbounded(copies, min) : Bounded(copies, min)) with
        {
            IsEmpty = body.IsEmpty,
            MayBeSkipped = min == 0 || body.MayBeSkipped,
            HasEmptyBranch = body.HasEmptyBranch,
        };
        return true;
    }

    public Nfa Build(Fragment whole)
    {
        Link(whole.Exit, Add(new NfaNode(NfaNodeKind.Accept)).Entry);
        return new Nfa([.. _nodes], [.. _sets], whole.Entry);
    }

    // The last copy can be entered again; if none is required, it can also be left out.
    private Fragment Unbounded(Fragment[] copies, int min)
    {
        var last = copies[^1];
        var loop = Add(new NfaNode(NfaNodeKind.Jump, Other: last.Entry)).Entry;
        Link(last.Exit, loop);
        copies[^1] = new Fragment(last.First, min == 0 ? loop : last.Entry, loop);
        return copies.Aggregate(Concatenate) with { First = copies[0].First };
    }

    // From each copy that is not required, the end can be reached at once.
    private Fragment Bounded(Fragment[] copies, int min)
    {
        var exit = Empty().Exit;
        var next = exit;
        for (var at = copies.Length - 1; at >= 0; at--)
        {
            Link(copies[at].Exit, next);
            next = at < min ? copies[at].Entry : Add(new NfaNode(NfaNodeKind.Jump, exit, copies[at].Entry)).Entry;
        }

        return new Fragment(copies[0].First, next, exit);
    }

    private void Copy(int first, int length, int offset)
    {
        for (var at = first; at < first + length; at++)
        {
            var node = _nodes[at];
            _nodes.Add(node with { Next = node.Next < 0 ? -1 : node.Next + offset, Other = node.Other < 0 ? -1 : node.Other + offset });
        }
    }

    private static Fragment Shift(Fragment body, int offset) => new(body.First + offset, body.Entry + offset, body.Exit + offset);

    private void Link(int exit, int next) => _nodes[exit] = _nodes[exit] with { Next = next };

    private Fragment Add(NfaNode node)
    {
        _nodes.Add(node);
        return new Fragment(_nodes.Count - 1, _nodes.Count - 1, _nodes.Count - 1);
    }
}
