using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>A place where the log differs from what was written.</summary>
/// <param name="Writer">The writer of the chain.</param>
/// <param name="Block">Number of the block; 0 for the chain as a whole.</param>
/// <param name="Where">The chain and, if there is one, the block.</param>
public sealed record AuditProblem(AuditProblemKind Kind, string Writer, int Block, string Where, string What);

[JsonConverter(typeof(AuditProblemKindJson))]
public enum AuditProblemKind
{
    /// <summary>A block was changed, deleted or added.</summary>
    Broken,

    /// <summary>The end of a chain, or a whole chain, is missing.</summary>
    Truncated,

    /// <summary>A block is at a place where it was not written: under another number, chain or day.</summary>
    Reordered,

    /// <summary>A chain continues differently from what was seen of it before.</summary>
    Forked,

    /// <summary>A checkpoint is signed with a key that is not one of the gateway's.</summary>
    UnknownKey,

    /// <summary>What is stored cannot be read.</summary>
    Unreadable,
}

/// <summary><c>broken</c>, <c>truncated</c>, <c>reordered</c>, <c>forked</c>, <c>unknown_key</c> or <c>unreadable</c>.</summary>
public sealed class AuditProblemKindJson() : JsonStringEnumConverter<AuditProblemKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
