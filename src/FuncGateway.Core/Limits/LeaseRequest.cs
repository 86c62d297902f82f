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
public sealed record LeaseAsk(string Counter, int WindowSeconds, long Window, decimal Max, decimal Amount, decimal AtLeast = 0);

/// <summary>Returns permits that the holder did not use. Ignored if a later request of the holder has been seen, or the window has passed.</summary>
public sealed record ReturnRequest(string Holder, long Sequence, string Counter, int WindowSeconds, long Window, decimal Amount);

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

/// <summary>A counter's latest reply to one holder. It is dropped only when all of the holder's windows are refused, so a delayed message can do no harm.</summary>
/// <param name="Sequence">The holder's latest request. Requests with this number or a lower one are duplicates or out of date.</param>
/// <param name="Until">Unix time in seconds until which the reply is kept. By then every window for which the holder received permits is refused.</param>
/// <param name="Amounts">The amounts issued for that request, in the order of its asks; empty after a return.</param>
public sealed record HolderReply(
    [property: JsonPropertyName("h")] string Holder,
    [property: JsonPropertyName("q")] long Sequence,
    [property: JsonPropertyName("u")] long Until,
    [property: JsonPropertyName("a")] IReadOnlyList<decimal> Amounts);
