using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

/// <summary>A holder asks for permits. Sent again with the same sequence number until it is answered.</summary>
/// <param name="Holder">A short id (8 characters) of the permit book that asks, new at every start of a process.</param>
/// <param name="Sequence">Rises with every new request of the holder to this counter, leases and returns alike.</param>
public sealed record LeaseRequest(string Holder, long Sequence, IReadOnlyList<LeaseAsk> Asks);

/// <summary>How much of which window of which counter. At most what is left of <paramref name="Max"/> is handed out.</summary>
/// <param name="Counter">The counter's stable id within its scope (<c>Limit.CounterId</c>).</param>
/// <param name="WindowSeconds">Length of the window.</param>
/// <param name="Window">Which one: whole windows since the Unix epoch.</param>
public sealed record LeaseAsk(string Counter, int WindowSeconds, long Window, decimal Max, decimal Amount);

/// <summary>A holder gives back what it did not use. Ignored when a later request of the holder was seen, or the window has moved on.</summary>
public sealed record ReturnRequest(string Holder, long Sequence, string Counter, int WindowSeconds, long Window, decimal Amount);

/// <summary>What a counter handed out for one <see cref="LeaseRequest"/>; its amounts stand in the state, per holder, until the holder's next request.</summary>
/// <param name="Sequence">The request that this answers.</param>
/// <param name="Permits">One for each ask, in the order of the asks.</param>
public sealed record LeaseReply(long Sequence, IReadOnlyList<LeasedPermits> Permits);

/// <summary>Permits of one counter and window: 0 means that nothing is left.</summary>
public sealed record LeasedPermits(
    [property: JsonPropertyName("c")] string Counter,
    [property: JsonPropertyName("s")] int WindowSeconds,
    [property: JsonPropertyName("w")] long Window,
    [property: JsonPropertyName("a")] decimal Amount);

/// <summary>The last a counter heard of one holder. A holder that was forgotten has no window left in which an old message of it could do harm.</summary>
/// <param name="Sequence">Its latest request; anything up to this one is a repetition or was overtaken.</param>
/// <param name="Until">Unix seconds up to which this is remembered: every window the holder was given permits of is refused by then.</param>
/// <param name="Amounts">What was handed out for each ask of that request, in its order; empty after a return.</param>
public sealed record HolderReply(
    [property: JsonPropertyName("h")] string Holder,
    [property: JsonPropertyName("q")] long Sequence,
    [property: JsonPropertyName("u")] long Until,
    [property: JsonPropertyName("a")] IReadOnlyList<decimal> Amounts);
