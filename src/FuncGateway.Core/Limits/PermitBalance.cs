namespace FuncGateway.Core.Limits;

/// <summary>The permits of one counter that this process holds for one window, and what it knows of the rest. Used under the book's lock.</summary>
internal sealed class PermitBalance(long window)
{
    /// <summary>Which window: whole windows since the Unix epoch. Permits are spent in no other.</summary>
    public long Window { get; } = window;

    public decimal Held { get; set; }

    /// <summary>What was left at the counter when it last answered; null before that.</summary>
    public decimal? Left { get; set; }

    /// <summary>What waiting calls are short of, for the next request.</summary>
    public decimal Wanted { get; set; }

    /// <summary>A block is to be asked for in the background.</summary>
    public bool BlockWanted { get; set; }

    public bool InFlight { get; set; }

    /// <summary>Timestamp of the latest request.</summary>
    public long? AskedAt { get; set; }

    /// <summary>The last block handed out; the book leases ahead when half of it is gone.</summary>
    public decimal Block { get; set; }

    public bool Used { get; set; }

    /// <summary>Looked at between two requests only, when none is under way.</summary>
    public bool IsWanted => BlockWanted || Wanted > 0;

    public bool IsLow => !InFlight && !BlockWanted && Left != 0 && Held * 2 < Block;

    public bool IsIdle => Held == 0 && !InFlight && !BlockWanted && Wanted == 0;
}
