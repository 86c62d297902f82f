namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>The states of an automaton in blocks, refined until the states of a block are equivalent.</summary>
internal sealed class StatePartition
{
    private readonly int _classes;
    private readonly int[] _sources;
    private readonly int[] _sourceStarts;

    // The states, ordered by block; where each state is; the block of each state; and where each block starts and ends.
    private readonly int[] _order;
    private readonly int[] _position;
    private readonly int[] _block;
    private readonly List<int> _first = [];
    private readonly List<int> _end = [];

    // How many states of a block, counted from its start, have been marked to be split off.
    private readonly List<int> _marked = [];
    private readonly List<int> _touched = [];
    private readonly Stack<(int Block, int Class)> _splitters = new();

    public StatePartition(Automaton automaton)
    {
        _classes = automaton.Alphabet.Count;
        (_sources, _sourceStarts) = Invert(automaton);
        _order = [.. Enumerable.Range(0, automaton.States).OrderBy(state => automaton.Accepts[state])];
        _position = new int[_order.Length];
        _block = new int[_order.Length];
        for (var at = 0; at < _order.Length; at++)
        {
            _position[_order[at]] = at;
        }

        var rejecting = automaton.Accepts.Count(accepts => !accepts);
        AddBlock(0, rejecting > 0 ? rejecting : _order.Length);
        if (rejecting > 0 && rejecting < _order.Length)
        {
            AddBlock(rejecting, _order.Length);
        }
    }

    /// <returns>The block of each state.</returns>
    public int[] Refine()
    {
        var splitter = new List<int>();
        while (_splitters.TryPop(out var next))
        {
            // The block itself may be split while its sources are marked.
            splitter.Clear();
            splitter.AddRange(_order.AsSpan(_first[next.Block], _end[next.Block] - _first[next.Block]));
            foreach (var state in splitter)
            {
                var row = (state * _classes) + next.Class;
                for (var at = _sourceStarts[row]; at < _sourceStarts[row + 1]; at++)
                {
                    Mark(_sources[at]);
                }
            }

            foreach (var block in _touched)
            {
                Split(block);
            }

            _touched.Clear();
        }

        return _block;
    }

    private void Mark(int state)
    {
        var block = _block[state];
        var marked = _first[block] + _marked[block];
        if (_position[state] < marked)
        {
            return;
        }

        if (_marked[block]++ == 0)
        {
            _touched.Add(block);
        }

        var other = _order[marked];
        (_order[marked], _order[_position[state]]) = (state, other);
        (_position[other], _position[state]) = (_position[state], marked);
    }

    // The smaller part becomes a block of its own, and the only one that may still split others.
    private void Split(int block)
    {
        var (first, end, middle) = (_first[block], _end[block], _first[block] + _marked[block]);
        _marked[block] = 0;
        if (middle == end)
        {
            return;
        }

        if (middle - first <= end - middle)
        {
            _first[block] = middle;
            AddBlock(first, middle);
        }
        else
        {
            _end[block] = middle;
            AddBlock(middle, end);
        }
    }

    private void AddBlock(int first, int end)
    {
        var block = _first.Count;
        _first.Add(first);
        _end.Add(end);
        _marked.Add(0);
        for (var at = first; at < end; at++)
        {
            _block[_order[at]] = block;
        }

        for (var @class = 0; @class < _classes; @class++)
        {
            _splitters.Push((block, @class));
        }
    }

    // The states from which a class leads to a state are consecutive.
    private static (int[] Sources, int[] Starts) Invert(Automaton automaton)
    {
        var classes = automaton.Alphabet.Count;
        var starts = new int[automaton.Next.Length + 1];
        for (var at = 0; at < automaton.Next.Length; at++)
        {
            starts[(automaton.Next[at] * classes) + (at % classes) + 1]++;
        }

        for (var row = 0; row < automaton.Next.Length; row++)
        {
            starts[row + 1] += starts[row];
        }

        var sources = new int[automaton.Next.Length];
        var filled = starts[..^1];
        for (var at = 0; at < automaton.Next.Length; at++)
        {
            sources[filled[(automaton.Next[at] * classes) + (at % classes)]++] = at / classes;
        }

        return (sources, starts);
    }
}
