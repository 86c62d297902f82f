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
