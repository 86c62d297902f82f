namespace FuncGateway.Core.Limits;

/// <summary>The permits of one counter that this process holds for one window, and what it knows about the remainder. Must be accessed under the lock.</summary>
/// <param name="report">The number of the report as which it counts that nothing is held yet.</param>
internal sealed class PermitBalance(long window, long report)
{
    /// <summary>Index of the window: whole windows since the Unix epoch. The permits are valid in no other.</summary>
    public long Window { get; } = window;

    public decimal Held { get; set; }

    /// <summary>What was left at the counter according to its last reply; null before the first.</summary>
    public decimal? Left { get; set; }

    /// <summary>Timestamp of the counter's last reply; null before the first.</summary>
    public long? KnownAt { get; set; }

    /// <summary>Sum of what waiting calls need; it goes into the next request.</summary>
    public decimal Wanted { get; private set; }

    /// <summary>What the smallest of the waiting calls needs.</summary>
    public decimal LeastWanted { get; private set; }

    /// <summary>Whether a block should be requested in the background.</summary>
    public bool BlockWanted { get; set; }

    /// <summary>Whether a first block should be requested, if plenty is left.</summary>
    public bool WarmWanted { get; set; }

    /// <summary>Whether the counter should be asked how much is left.</summary>
    public bool LeftWanted { get; set; }

    public bool InFlight { get; private set; }

    /// <summary>Timestamp of the latest request; null before the first.</summary>
    public long? AskedAt { get; private set; }

    /// <summary>Size of the last block received. The next block is leased when half of it has been used.</summary>
    public decimal Block { get; set; }

    public bool Used { get; set; }

    /// <summary>
    /// Number of the report that last told the counter what is held. A call's permits were not among it if they were taken before; after a reset, they are then part
    /// of no count.
    /// </summary>
    public long ReportedAt { get; private set; } = report;

    /// <summary>How many resets of the window are known.</summary>
    public int Resets { get; private set; }

    /// <summary>Number of the report since which <see cref="Resets"/> has been the same.</summary>
    public long ResetsKnownAt { get; private set; } = report;

    /// <summary>Whether permits have been taken that the counter may count as held.</summary>
    public bool IsUnreported { get; set; }

    /// <summary>Whether the next request should include this window. Read only while no request is in flight.</summary>
    public bool IsWanted => BlockWanted || WarmWanted || LeftWanted || Wanted > 0;

    public bool IsLow => !InFlight && !BlockWanted && Left != 0 && Held * 2 < Block;

    public bool IsIdle => Held == 0 && !InFlight && !IsWanted;

    /// <summary>Whether, as far as is known, too little is left for the amount.</summary>
    public bool IsKnownShort(decimal amount) => Held < amount && Left is { } left && Held + left < amount;

    public void Want(decimal amount)
    {
        LeastWanted = Wanted == 0 ? amount : Math.Min(LeastWanted, amount);
        Wanted += amount;
    }

    /// <summary>What is wanted has been sent.</summary>
    public void Asked(long at)
    {
        (InFlight, AskedAt) = (true, at);
        Forget();
    }

    public void Reported(long number) => (ReportedAt, IsUnreported) = (number, false);

    /// <param name="number">A new number, given to everything that happens from now on.</param>
    public void Learn(int resets, long number)
    {
        if (resets != Resets)
        {
            (Resets, ResetsKnownAt) = (resets, number);
        }
    }

    /// <summary>The request has been answered or abandoned. Calls that still wait ask again.</summary>
    public void Answered()
    {
        InFlight = false;
        (Wanted, LeastWanted) = (0, 0);
    }

    /// <summary>Nothing is in flight or wanted any more.</summary>
    public void Abandon()
    {
        InFlight = false;
        Forget();
    }

    private void Forget() => (Wanted, LeastWanted, BlockWanted, WarmWanted, LeftWanted) = (0, 0, false, false, false);
}
