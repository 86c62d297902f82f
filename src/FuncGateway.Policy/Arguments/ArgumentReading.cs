namespace FuncGateway.Policies.Arguments;

/// <summary>What the paths of one rule lead to in the arguments of one call. Lent, so that a decision needs no memory of its own.</summary>
internal sealed class ArgumentReading
{
    private const int KeptValues = 1024;

    [ThreadStatic]
    private static ArgumentReading? _spare;

    private SlotReading[] _slots = [];
    private ArgumentValue[] _values = new ArgumentValue[16];
    private int[] _next = new int[16];
    private int _slotCount;
    private int _valueCount;
    private ArgumentReading? _below;

    private ArgumentReading() => Marks = new NodeMarks(this);

    /// <summary>The marks that the visit of one call's arguments leaves on the nodes of the tree.</summary>
    public NodeMarks Marks { get; }

    /// <summary>The arguments are no JSON object after all, so nothing can be said about them.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>The condition that could not be judged, and what stood in its way.</summary>
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

    /// <summary>Takes the reading back. It must not be used afterwards.</summary>
    public void Return()
    {
        if (_values.Length <= KeptValues)
        {
            // Nothing of the call stays behind in a reading that waits for the next one.
            Array.Clear(_values, 0, _valueCount);
            _slots.AsSpan(0, _slotCount).Clear();
            Obstacle = null;
            _below = _spare;
            _spare = this;
        }
    }

    public ref SlotReading Slot(int slot) => ref _slots[slot];

    public ref readonly ArgumentValue Value(int index) => ref _values[index];

    /// <summary>The next value of the same path, or -1.</summary>
    public int Next(int index) => _next[index];

    /// <summary>Adds a value to a path, to be filled in where it stands.</summary>
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

    /// <summary>What one path leads to.</summary>
    internal struct SlotReading
    {
        /// <summary>Some element, or the whole call, has nothing there.</summary>
        public bool IsMissing { get; set; }

        /// <summary>The first value, or -1.</summary>
        public int First { get; set; }

        /// <summary>Some key could be taken for one on the way.</summary>
        public bool IsAmbiguous { get; private set; }

        /// <summary>That key.</summary>
        public ReadOnlyMemory<byte> AmbiguousKey { get; private set; }

        public void Blur(ReadOnlyMemory<byte> key)
        {
            IsAmbiguous = true;
            AmbiguousKey = key;
        }
    }
}

/// <summary>Why a condition could not be judged.</summary>
internal abstract record Obstacle(string Path)
{
    /// <summary>Something is there, but of a kind that the operator says nothing about.</summary>
    public sealed record WrongKind(string Path, string Found, string Accepted) : Obstacle(Path);

    /// <summary>Another key could be taken for one on the way.</summary>
    public sealed record LookAlike(string Path, string Key) : Obstacle(Path);
}
