using System.Buffers;

namespace FuncGateway.Policies.Json;

/// <summary>The keys read so far of all objects that are open, to detect a repeated one. Keys are compared unescaped.</summary>
internal struct ObjectKeys : IDisposable
{
    // Up to this many keys are compared one by one. Larger objects use a table, so that an object with a hundred thousand keys does not take quadratic time.
    private const int ComparedOneByOne = 24;

    private readonly ReadOnlyMemory<byte> _json;

    // Two for each open object: where its keys start, and its number in the table, or 0 if it is small.
    private readonly int[] _objects;
    private HeldKey[] _keys;
    private KeyTable? _table;
    private int _large;
    private int _count;
    private int _open;

    public ObjectKeys(ReadOnlyMemory<byte> json, int maxDepth)
    {
        _json = json;
        _objects = ArrayPool<int>.Shared.Rent((maxDepth + 1) * 2);
        _keys = ArrayPool<HeldKey>.Shared.Rent(64);
    }

    public void Enter()
    {
        _objects[_open * 2] = _count;
        _objects[(_open * 2) + 1] = 0;
        _open++;
    }

    public void Leave()
    {
        _open--;
        _count = _objects[_open * 2];
    }

    /// <summary>Adds a key; returns false if the innermost open object already has it.</summary>
    /// <param name="key">The key, unescaped.</param>
    /// <param name="at">The position of its opening quote.</param>
    public bool Add(ReadOnlyMemory<byte> key, int at)
    {
        var start = _objects[(_open - 1) * 2];
        if (_count - start >= ComparedOneByOne)
        {
            return AddToTable(start, key, at);
        }

        for (var index = start; index < _count; index++)
        {
            if (_keys[index].Text.Span.SequenceEqual(key.Span))
            {
                return false;
            }
        }

        if (_count == _keys.Length)
        {
            Grow();
        }

        _keys[_count++] = new HeldKey(key, at);
        return true;
    }

    public readonly void Dispose()
    {
        _table?.Dispose();
        ArrayPool<int>.Shared.Return(_objects);
        ArrayPool<HeldKey>.Shared.Return(_keys, clearArray: true);
    }

    private bool AddToTable(int start, ReadOnlyMemory<byte> key, int at)
    {
        _table ??= new KeyTable(_json);
        ref var number = ref _objects[((_open - 1) * 2) + 1];
        if (number == 0)
        {
            number = ++_large;
            for (var index = start; index < _count; index++)
            {
                _table.Add(_keys[index].Text.Span, _keys[index].At, number);
            }
        }

        return _table.Add(key.Span, at, number);
    }

    private void Grow()
    {
        var larger = ArrayPool<HeldKey>.Shared.Rent(_keys.Length * 2);
        _keys.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<HeldKey>.Shared.Return(_keys, clearArray: true);
        _keys = larger;
    }

    private readonly record struct HeldKey(ReadOnlyMemory<byte> Text, int At);
}
