namespace FuncGateway.Gateway.Limits;

/// <summary>What a counter handed out for one <see cref="LeaseRequest"/>; kept in its state, per holder, until the next.</summary>
/// <param name="Sequence">The request that this answers.</param>
public sealed record LeaseReply(long Sequence, IReadOnlyList<LeasedPermits> Permits);

/// <summary>Permits of one counter and window: 0 means that nothing is left.</summary>
public sealed record LeasedPermits(string Counter, int WindowSeconds, long Window, decimal Amount);
