using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

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
