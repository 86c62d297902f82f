using System.Text.Json.Serialization;

namespace FuncGateway.Core.Limits;

/// <summary>The last a counter heard of one holder. A holder that was forgotten has no window left in which an old message of it could do harm.</summary>
/// <param name="Sequence">Its latest request; anything up to this one is a repetition or was overtaken.</param>
/// <param name="Until">Unix seconds up to which this is remembered: every window the holder was given permits of is refused by then.</param>
/// <param name="Amounts">What was handed out for each ask of that request, in its order; empty after a return.</param>
public sealed record HolderReply(
    [property: JsonPropertyName("h")] string Holder,
    [property: JsonPropertyName("q")] long Sequence,
    [property: JsonPropertyName("u")] long Until,
    [property: JsonPropertyName("a")] IReadOnlyList<decimal> Amounts);
