using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

/// <summary>The state of a RateCounter. Both hosts serialize it as JSON, so the property names are short.</summary>
public sealed record RateCounterState
{
    // If the clock is set back by less than this after a clean-up, it must not reopen a window whose count has been deleted.
    private const long ClockStepSeconds = 3600;

    /// <summary>The latest time seen, in Unix seconds. It never decreases, and neither does the lower bound below which windows are refused.</summary>
    [JsonPropertyName("t")]
    public long Seen { get; init; }

    /// <summary>Permits issued and not returned, by counter and window: previous, current and next.</summary>
    [JsonPropertyName("i")]
    public IReadOnlyList<IssuedPermits> Issued { get; init; } = [];

    [JsonPropertyName("h")]
    public IReadOnlyList<HolderReply> Holders { get; init; } = [];

    /// <summary>The resets whose windows have not passed, so that each is carried out once however often it arrives. Null if there are none.</summary>
    [JsonPropertyName("r")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResetSeen>? Resets { get; init; }

    /// <summary>Returns the reply to exactly this request, or null if it has not been answered or the holder has sent another one.</summary>
    public LeaseReply? FindReply(LeaseRequest request) =>
        FindHolder(request.Holder) is { } holder && holder.Sequence == request.Sequence && holder.Amounts.Count == request.Asks.Count
            ? Reply(request, holder.Amounts)
            : null;

    /// <summary>Returns the amount issued in that window.</summary>
    public decimal IssuedIn(string counter, int windowSeconds, long window) =>
        Find(counter, windowSeconds, window)?.Amount ?? 0;

    /// <summary>Returns how many times that window was reset.</summary>
    public int ResetsIn(string counter, int windowSeconds, long window) => Find(counter, windowSeconds, window)?.Resets ?? 0;

    /// <summary>Whether the reset has been carried out, and its window has not passed.</summary>
    public bool HasReset(string id) => Resets?.Any(reset => reset.Id == id) == true;

    /// <summary>Whether the state may be deleted: all of its windows have been closed for an hour, and so late messages about them are refused.</summary>
    public bool IsSpent(DateTimeOffset now)
    {
        var past = now.ToUnixTimeSeconds() - ClockStepSeconds;
        return Seen <= past && Holders.All(holder => holder.Until <= past) && Resets?.Any(reset => reset.Until > past) != true && Issued.All(row => ClosesAt(row.WindowSeconds, row.Window) <= past);
    }

    internal static LeaseReply Reply(LeaseRequest request, IReadOnlyList<decimal> amounts) =>
        new(request.Sequence, [.. request.Asks.Select((ask, index) => new LeasedPermits(ask.Counter, ask.WindowSeconds, ask.Window, amounts[index]))]);

    /// <summary>The Unix time in seconds from which a window is no longer the previous one and is therefore refused.</summary>
    internal static long ClosesAt(int windowSeconds, long window) => (window + 2) * windowSeconds;

    internal IssuedPermits? Find(string counter, int windowSeconds, long window) => Issued.FirstOrDefault(row => row.IsOf(counter, windowSeconds, window));

    /// <summary>The resets that must still be remembered.</summary>
    internal IReadOnlyList<ResetSeen>? ResetsAfter(long seen) => Resets?.Where(reset => reset.Until > seen).ToArray() is { Length: > 0 } left ? left : null;

    internal HolderReply? FindHolder(string holder) => Holders.FirstOrDefault(each => each.Holder == holder);
}
