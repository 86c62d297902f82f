namespace FuncGateway.Mcp.Wire;

/// <summary>The objects and arrays that are open at a place in JSON text, one bit each.</summary>
internal struct JsonNesting
{
    private const int Bits = 64;

    private ulong _innermost;

    // The outer ones, in groups of as many as have filled a number.
    private Stack<ulong>? _outer;

    public int Depth { get; private set; }

    public readonly bool IsEmpty => Depth == 0;

    /// <summary>Whether the innermost one is an object.</summary>
    public readonly bool IsObject => (_innermost & 1) != 0;

    public void Push(bool isObject)
    {
        if (Depth > 0 && Depth % Bits == 0)
        {
            (_outer ??= []).Push(_innermost);
        }

        _innermost = (_innermost << 1) | (isObject ? 1UL : 0UL);
        Depth++;
    }

    public void Pop()
    {
        Depth--;
        _innermost = Depth > 0 && Depth % Bits == 0 && _outer is not null ? _outer.Pop() : _innermost >> 1;
    }
}
