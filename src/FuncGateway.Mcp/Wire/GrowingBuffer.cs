using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>A rented buffer that grows with what arrives, at the expense of a budget. A field of the class that fills it, so that it needs no object of its own.</summary>
/// <param name="size">Bytes to begin with.</param>
internal struct GrowingBuffer(int size, BodyBudget? budget)
{
    private int _taken;

    public byte[] Bytes { get; private set; } = ArrayPool<byte>.Shared.Rent(size);

    public readonly int Length => Bytes.Length;

    /// <summary>Makes room for more. Returns false if the budget has too little left.</summary>
    /// <param name="used">How many bytes at the start are kept.</param>
    /// <param name="max">The size beyond which it does not grow.</param>
    /// <param name="free">The size up to which nothing is taken from the budget.</param>
    public bool TryGrow(int used, int max = int.MaxValue, int free = 0)
    {
        // Twice the size, but no more than needed, because the pool rounds sizes up to the next power of two.
        var larger = (int)Math.Min(max, Bytes.Length * 2L);
        var more = Math.Max(0, larger - free) - _taken;
        if (more > 0 && budget?.TryTake(more) == false)
        {
            return false;
        }

        _taken += more;
        Replace(larger, used);
        return true;
    }

    /// <summary>Goes back to a size at which nothing is taken from the budget. What it contains is lost.</summary>
    public void Shrink(int size)
    {
        if (_taken > 0)
        {
            Release();
            Replace(size, used: 0);
        }
    }

    /// <param name="isInUse">Whether a read that is still in flight may write to the buffer, so that it must not be reused.</param>
    public void Dispose(bool isInUse = false)
    {
        Release();
        if (!isInUse)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }
    }

    private void Replace(int size, int used)
    {
        var other = ArrayPool<byte>.Shared.Rent(size);
        Bytes.AsSpan(0, used).CopyTo(other);
        ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = other;
    }

    private void Release()
    {
        budget?.Return(_taken);
        _taken = 0;
    }
}
