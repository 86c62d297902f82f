namespace FuncGateway.Core.Limits;

/// <summary>The permits of one counter that this process holds for one window, and what it knows about the remainder. Must be accessed under the lock.</summary>
internal sealed class PermitBalance(long window)
{
    /// <summary>Index of the window: whole windows since the Unix epoch. The permits are valid in no other.</summary>
    public long Window { get; } = window;

    public decimal Held { get; set; }

    /// <summary>What was left at the counter according to its last reply; null before the first.</summary>
    public decimal? Left { get; set; }

    /// <summary>Amount that waiting calls need; it goes into the next request.</summary>
    public decimal Wanted { get; set; }

    /// <summary>Whether a block should be requested in the background.</summary>
    public bool BlockWanted { get; set; }

    public bool InFlight { get; set; }

    /// <summary>Timestamp of the latest request; null before the first.</summary>
    public long? AskedAt { get; set; }

    /// <summary>Size of the last block received. The next block is leased when half of it has been used.</summary>
    public decimal Block { get; set; }

    public bool Used { get; set; }

    /// <summary>Whether the next request should include this window. Read only while no request is in flight.</summary>
    public bool IsWanted => BlockWanted || Wanted > 0;

    public bool IsLow => !InFlight && !BlockWanted && Left != 0 && Held * 2 < Block;

    public bool IsIdle => Held == 0 && !InFlight && !BlockWanted && Wanted == 0;
}
