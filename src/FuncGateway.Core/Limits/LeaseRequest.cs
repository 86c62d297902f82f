using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

/// <summary>A holder's request for permits. It is resent with the same sequence number until it is answered.</summary>
/// <param name="Holder">A short id (8 characters) of the requesting process, new at every start.</param>
/// <param name="Sequence">Increases with every new request of the holder to this counter, for leases and returns alike.</param>
public sealed record LeaseRequest(string Holder, long Sequence, IReadOnlyList<LeaseAsk> Asks);

/// <summary>
/// An amount requested for one window of one counter. At most what is left of <paramref name="Max"/> is issued. A request for nothing only finds out how
/// much is left.
/// </summary>
/// <param name="Counter">The counter's stable id within its scope (<c>Limit.CounterId</c>).</param>
/// <param name="WindowSeconds">Length of the window in seconds.</param>
/// <param name="Window">Index of the window: whole windows since the Unix epoch.</param>
/// <param name="AtLeast">
/// If less than this is left, nothing is issued, so that a call that cannot be met strands no permits of others. Absent in messages of earlier versions:
/// whatever is left is issued.
/// </param>
/// <param name="Held">
/// What the holder may still spend of what it was issued for the window, so that a reset knows how much is out. The same in each ask for one window of a
/// counter. Absent in messages of earlier versions: everything that was issued may still be spent.
/// </param>
public sealed record LeaseAsk(string Counter, int WindowSeconds, long Window, decimal Max, decimal Amount, decimal AtLeast = 0, decimal? Held = null);

/// <summary>Returns permits that the holder did not use. Ignored if a later request of the holder has been seen, or the window has passed.</summary>
/// <param name="Held">As in <see cref="LeaseAsk"/>, without what is returned.</param>
/// <param name="Resets">
/// For permits that calls took and released: how many resets of the window the holder knew of when they were taken. If there have been more, the permits
/// belong to an earlier count and are ignored. Absent for permits that no call took.
/// </param>
public sealed record ReturnRequest(string Holder, long Sequence, string Counter, int WindowSeconds, long Window, decimal Amount, decimal? Held = null, int? Resets = null);

/// <summary>Lets the count of a window begin again at 0. Ignored if the same request has been seen, or the window has passed.</summary>
/// <param name="Id">A ULID, new for every reset. It is resent with the reset until that is confirmed.</param>
public sealed record ResetRequest(string Id, string Counter, int WindowSeconds, long Window);

/// <summary>The permits issued for one <see cref="LeaseRequest"/>. The counter's state keeps the amounts, per holder, until the holder's next request.</summary>
/// <param name="Sequence">Sequence number of the request.</param>
/// <param name="Permits">One for each ask, in the order of the asks.</param>
public sealed record LeaseReply(long Sequence, IReadOnlyList<LeasedPermits> Permits);

/// <summary>Permits issued for one counter and window. An amount of 0 means that nothing is left.</summary>
public sealed record LeasedPermits(
    [property: JsonPropertyName("c")] string Counter,
    [property: JsonPropertyName("s")] int WindowSeconds,
    [property: JsonPropertyName("w")] long Window,
    [property: JsonPropertyName("a")] decimal Amount);

/// <summary>What a counter has issued of one window and not got back.</summary>
/// <param name="Outstanding">
/// At most how much of it each holder may still spend, by holder; those that may spend nothing are omitted. Null in the state of earlier versions, which did not
/// keep it.
/// </param>
/// <param name="Resets">How many times the window was reset.</param>
public sealed record IssuedPermits(
    [property: JsonPropertyName("c")] string Counter,
    [property: JsonPropertyName("s")] int WindowSeconds,
    [property: JsonPropertyName("w")] long Window,
    [property: JsonPropertyName("a")] decimal Amount,
    [property: JsonPropertyName("o"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, decimal>? Outstanding = null,
    [property: JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Resets = 0)
{
    // Holders of the time before the outstanding permits were kept. No holder has this id.
    private const string Earlier = "";

    private IReadOnlyDictionary<string, decimal> Known => Outstanding ?? new Dictionary<string, decimal> { [Earlier] = Amount };

    public bool IsOf(string counter, int windowSeconds, long window) => Window == window && WindowSeconds == windowSeconds && Counter == counter;

    internal decimal OutstandingOf(string holder) => Known.GetValueOrDefault(holder);

    /// <summary>Returns the same with another amount, of which the holder may still spend as much as given.</summary>
    internal IssuedPermits With(decimal amount, string holder, decimal outstanding)
    {
        var changed = new Dictionary<string, decimal>(Known) { [holder] = outstanding };
        if (outstanding <= 0)
        {
            changed.Remove(holder);
        }

        return this with { Amount = amount, Outstanding = changed };
    }

    /// <summary>Begins the count again. What may still be spent is part of the new count; what has been spent is not.</summary>
    internal IssuedPermits Reset() => this with { Amount = Math.Min(Amount, Known.Values.Sum()), Outstanding = Known, Resets = Resets + 1 };
}

/// <summary>A reset that has been carried out.</summary>
/// <param name="Until">Unix time in seconds until which it is remembered. By then its window is refused.</param>
public sealed record ResetSeen([property: JsonPropertyName("i")] string Id, [property: JsonPropertyName("u")] long Until);

/// <summary>A counter's latest reply to one holder. It is dropped only when all of the holder's windows are refused, so a delayed message can do no harm.</summary>
/// <param name="Sequence">The holder's latest request. Requests with this number or a lower one are duplicates or out of date.</param>
/// <param name="Until">Unix time in seconds until which the reply is kept. By then every window for which the holder received permits is refused.</param>
/// <param name="Amounts">The amounts issued for that request, in the order of its asks; empty after a return.</param>
public sealed record HolderReply(
    [property: JsonPropertyName("h")] string Holder,
    [property: JsonPropertyName("q")] long Sequence,
    [property: JsonPropertyName("u")] long Until,
    [property: JsonPropertyName("a")] IReadOnlyList<decimal> Amounts);
