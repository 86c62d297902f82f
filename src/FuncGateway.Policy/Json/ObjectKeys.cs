using System.Buffers;

namespace FuncGateway.Policies.Json;

/// <summary>The keys read so far of all objects that are open, to detect a repeated one. Keys are compared unescaped.</summary>
internal struct ObjectKeys : IDisposable
{
    // Up to this many keys are compared one by one. Larger objects get a set, so that an object with a hundred thousand keys does not take quadratic time.
    private const int ComparedOneByOne = 24;

    private readonly int[] _starts;
    private ReadOnlyMemory<byte>[] _keys;
    private HashSet<ReadOnlyMemory<byte>>?[]? _sets;
    private int _count;
    private int _open;

    public ObjectKeys(int maxDepth)
    {
        _starts = ArrayPool<int>.Shared.Rent(maxDepth + 1);
        _keys = ArrayPool<ReadOnlyMemory<byte>>.Shared.Rent(64);
    }

    public void Enter() => _starts[_open++] = _count;

    public void Leave()
    {
        _open--;
        _count = _starts[_open];
        if (_sets is not null)
        {
            _sets[_open] = null;
        }
    }

    /// <summary>Adds a key; returns false if the innermost open object already has it.</summary>
    public bool Add(ReadOnlyMemory<byte> key)
    {
        var start = _starts[_open - 1];
        if (_count - start >= ComparedOneByOne)
        {
            return AddToSet(start, key);
        }

        for (var index = start; index < _count; index++)
        {
            if (_keys[index].Span.SequenceEqual(key.Span))
            {
                return false;
            }
        }

        if (_count == _keys.Length)
        {
            Grow();
        }

        _keys[_count++] = key;
        return true;
    }

    private bool AddToSet(int start, ReadOnlyMemory<byte> key)
    {
        _sets ??= new HashSet<ReadOnlyMemory<byte>>?[_starts.Length];
        if (_sets[_open - 1] is not { } set)
        {
            _sets[_open - 1] = set = new HashSet<ReadOnlyMemory<byte>>(Utf8Comparer.Instance);
            for (var index = start; index < _count; index++)
            {
                set.Add(_keys[index]);
            }
        }

        return set.Add(key);
    }

    private void Grow()
    {
        var larger = ArrayPool<ReadOnlyMemory<byte>>.Shared.Rent(_keys.Length * 2);
        _keys.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<ReadOnlyMemory<byte>>.Shared.Return(_keys, clearArray: true);
        _keys = larger;
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<ReadOnlyMemory<byte>>.Shared.Return(_keys, clearArray: true);
    }
}
