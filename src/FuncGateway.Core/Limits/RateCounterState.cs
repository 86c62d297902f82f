using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

/// <summary>What a RateCounter remembers; serialised as JSON by both hosts, so its names are short.</summary>
public sealed record RateCounterState
{
    // A clock that is set back by less than this after a clean-up must not find a window open whose count is gone.
    private const long ClockStepSeconds = 3600;

    /// <summary>The latest time seen, in Unix seconds. It never falls, and with it the floor below which windows are refused never does.</summary>
    [JsonPropertyName("t")]
    public long Seen { get; init; }

    /// <summary>What was handed out and not returned, by counter and window: the previous, this and the next.</summary>
    [JsonPropertyName("i")]
    public IReadOnlyList<LeasedPermits> Issued { get; init; } = [];

    [JsonPropertyName("h")]
    public IReadOnlyList<HolderReply> Holders { get; init; } = [];

    /// <summary>The answer to exactly this request, as long as the holder has not sent another one.</summary>
    public LeaseReply? FindReply(LeaseRequest request) =>
        FindHolder(request.Holder) is { } holder && holder.Sequence == request.Sequence && holder.Amounts.Count == request.Asks.Count
            ? Reply(request, holder.Amounts)
            : null;

    /// <summary>How much of that window is out.</summary>
    public decimal IssuedIn(string counter, int windowSeconds, long window) =>
        Issued.FirstOrDefault(row => row.Window == window && row.WindowSeconds == windowSeconds && row.Counter == counter)?.Amount ?? 0;

    /// <summary>Whether the state may be deleted: every window in it has been over for an hour, and so has every message about one.</summary>
    public bool IsSpent(DateTimeOffset now)
    {
        var past = now.ToUnixTimeSeconds() - ClockStepSeconds;
        return Seen <= past && Holders.All(holder => holder.Until <= past) && Issued.All(row => ClosesAt(row.WindowSeconds, row.Window) <= past);
    }

    internal static LeaseReply Reply(LeaseRequest request, IReadOnlyList<decimal> amounts) =>
        new(request.Sequence, [.. request.Asks.Select((ask, index) => new LeasedPermits(ask.Counter, ask.WindowSeconds, ask.Window, amounts[index]))]);

    /// <summary>The Unix second from which on a window is no longer the previous one, and refused.</summary>
    internal static long ClosesAt(int windowSeconds, long window) => (window + 2) * windowSeconds;

    internal HolderReply? FindHolder(string holder) => Holders.FirstOrDefault(each => each.Holder == holder);
}
