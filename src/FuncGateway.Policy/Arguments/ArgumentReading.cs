using System.Buffers;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>The values found in one call's arguments at the paths of one rule. Pooled per thread, so that a decision does not allocate.</summary>
internal sealed class ArgumentReading
{
    private const int KeptValues = 64;

    [ThreadStatic]
    private static ArgumentReading? _spare;

    private readonly FoundValue[] _few = new FoundValue[KeptValues];
    private SlotReading[] _slots = [];
    private ReadOnlyMemory<byte> _json;
    private FoundValue[] _values;
    private int _slotCount;
    private int _valueCount;

    // The string that was unescaped last.
    private byte[] _text = [];
    private int _textLength;
    private int _textOf = -1;
    private ArgumentReading? _below;

    private ArgumentReading()
    {
        _values = _few;
        Marks = new NodeMarks(this);
    }

    /// <summary>The marks set on the nodes of the path tree while the arguments are visited.</summary>
    public NodeMarks Marks { get; }

    /// <summary>Whether the arguments are not a JSON object, so that no condition can be evaluated.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Why a condition could not be evaluated; null if all could.</summary>
    public Obstacle? Obstacle { get; set; }

    public static ArgumentReading Of(PathTree paths, ReadOnlyMemory<byte> arguments)
    {
        var reading = _spare ?? new ArgumentReading();
        _spare = reading._below;
        reading._below = null;
        reading.Begin(paths);
        if (paths.Slots > 0)
        {
            reading.IsUnreadable = !ArgumentVisit.TryVisit(paths.Root, arguments, reading, out reading._json);
        }

        return reading;
    }

    /// <summary>Returns the reading to the pool. It must not be used afterwards.</summary>
    public void Return()
    {
        // Nothing of the call is kept, neither its data nor memory for as many values as it had.
        if (_values != _few)
        {
            ArrayPool<FoundValue>.Shared.Return(_values);
            _values = _few;
        }

        ReturnText();
        _slots.AsSpan(0, _slotCount).Clear();
        _json = default;
        Obstacle = null;
        _below = _spare;
        _spare = this;
    }

    public ref SlotReading Slot(int slot) => ref _slots[slot];

    /// <summary>Reads the value with this index. It is valid until another one is read.</summary>
    public ArgumentValue Value(int index)
    {
        var found = _values[index];
        var raw = _json.Slice(found.Start, found.Length);
        return new ArgumentValue
        {
            Kind = found.Kind,
            Raw = raw,
            Text = found.Kind == JsonTokenType.String ? TextOf(index, found.IsEscaped, raw[1..^1]) : null,
            Number = found.Kind == JsonTokenType.Number ? ExactNumber.Parse(raw) : default,
        };
    }

    /// <summary>The index of the next value of the same path, or -1.</summary>
    public int Next(int index) => _values[index].Next;

    /// <summary>Adds a value to a path, or marks the path if it has too many.</summary>
    public void Add(int slot, FoundValue value)
    {
        ref var path = ref _slots[slot];
        if (path.Count == ArgumentPath.MaxValues)
        {
            path.Block(JsonTokenType.None);
            return;
        }

        if (_valueCount == _values.Length)
        {
            Grow();
        }

        _values[_valueCount] = value with { Next = path.First };
        path.First = _valueCount++;
        path.Count++;
    }

    private ReadOnlyMemory<byte>? TextOf(int index, bool isEscaped, ReadOnlyMemory<byte> written)
    {
        if (!isEscaped)
        {
            return written;
        }

        if (_textOf != index)
        {
            if (JsonText.HasBrokenSurrogate(written.Span))
            {
                return null;
            }

            if (_text.Length < written.Length)
            {
                ReturnText();
                _text = ArrayPool<byte>.Shared.Rent(written.Length);
            }

            _textLength = JsonText.Unescape(written.Span, _text);
            _textOf = index;
        }

        return _text.AsMemory(0, _textLength);
    }

    private void ReturnText()
    {
        _textOf = -1;
        if (_text.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_text, clearArray: true);
            _text = [];
        }
    }

    private void Begin(PathTree paths)
    {
        if (_slots.Length < paths.Slots)
        {
            _slots = new SlotReading[paths.Slots];
        }

        _slotCount = paths.Slots;
        _valueCount = 0;
        IsUnreadable = false;
        _slots.AsSpan(0, _slotCount).Fill(new SlotReading { First = -1 });
        Marks.Begin(paths.Nodes);
    }

    private void Grow()
    {
        var larger = ArrayPool<FoundValue>.Shared.Rent(_values.Length * 4);
        _values.AsSpan(0, _valueCount).CopyTo(larger);
        if (_values != _few)
        {
            ArrayPool<FoundValue>.Shared.Return(_values);
        }

        _values = larger;
    }
}
