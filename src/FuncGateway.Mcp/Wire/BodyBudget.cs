namespace FuncGateway.Mcp.Wire;

/// <summary>The bytes that the buffers of all bodies, or of all answers that are held, may occupy together.</summary>
internal sealed class BodyBudget(int max)
{
    /// <summary>The size, in bytes, up to which an answer takes nothing from the budget. An answer that is passed on as it arrives needs no more.</summary>
    public const int FreePerAnswer = 128 * 1024;

    private long _taken;

    /// <summary>Bytes taken now.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes bytes for a buffer. Returns false, and takes none, if there are not that many left.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= max)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
