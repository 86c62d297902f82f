namespace FuncGateway.Policies.Arguments;

/// <summary>The values found in one call's arguments at the paths of one rule. Pooled per thread, so that a decision does not allocate.</summary>
internal sealed class ArgumentReading
{
    private const int MaxPooledValues = 1024;

    [ThreadStatic]
    private static ArgumentReading? _spare;

    private SlotReading[] _slots = [];
    private ArgumentValue[] _values = new ArgumentValue[16];
    private int[] _next = new int[16];
    private int _slotCount;
    private int _valueCount;
    private ArgumentReading? _below;

    private ArgumentReading() => Marks = new NodeMarks(this);

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
            reading.IsUnreadable = !ArgumentVisit.TryVisit(paths.Root, arguments, reading);
        }

        return reading;
    }

    /// <summary>Returns the reading to the pool. It must not be used afterwards.</summary>
    public void Return()
    {
        if (_values.Length <= MaxPooledValues)
        {
            // Clear the call's data before the reading is reused.
            Array.Clear(_values, 0, _valueCount);
            _slots.AsSpan(0, _slotCount).Clear();
            Obstacle = null;
            _below = _spare;
            _spare = this;
        }
    }

    public ref SlotReading Slot(int slot) => ref _slots[slot];

    public ref readonly ArgumentValue Value(int index) => ref _values[index];

    /// <summary>The index of the next value of the same path, or -1.</summary>
    public int Next(int index) => _next[index];

    /// <summary>Adds a value to a path and returns a reference for the caller to fill in.</summary>
    public ref ArgumentValue Add(int slot)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _valueCount * 2);
            Array.Resize(ref _next, _valueCount * 2);
        }

        ref var path = ref _slots[slot];
        _next[_valueCount] = path.First;
        path.First = _valueCount;
        return ref _values[_valueCount++];
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

    /// <summary>The result for one path.</summary>
    internal struct SlotReading
    {
        /// <summary>Whether the path is missing in the call, or in at least one list element.</summary>
        public bool IsMissing { get; set; }

        /// <summary>The index of the first value, or -1.</summary>
        public int First { get; set; }

        /// <summary>Whether the call contains a key that a lenient server could read as one of the path's.</summary>
        public bool IsAmbiguous { get; private set; }

        /// <summary>The key that makes the path ambiguous.</summary>
        public ReadOnlyMemory<byte> AmbiguousKey { get; private set; }

        public void MarkAmbiguous(ReadOnlyMemory<byte> key)
        {
            IsAmbiguous = true;
            AmbiguousKey = key;
        }
    }
}

/// <summary>Why a condition could not be evaluated.</summary>
internal abstract record Obstacle(string Path)
{
    /// <summary>The value has a type that the operator does not support.</summary>
    public sealed record WrongKind(string Path, string Found, string Accepted) : Obstacle(Path);

    /// <summary>A lenient server could read another key as one of the path's.</summary>
    public sealed record LookAlike(string Path, string Key) : Obstacle(Path);
}
