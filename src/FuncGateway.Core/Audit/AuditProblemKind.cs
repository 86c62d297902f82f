using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>What is wrong with a part of the log, or with a checkpoint.</summary>
[JsonConverter(typeof(AuditProblemKindJson))]
public enum AuditProblemKind
{
    /// <summary>A block was changed, deleted or added, or a checkpoint is not what was signed.</summary>
    Broken,

    /// <summary>The end of a chain, a whole chain, or a checkpoint is missing.</summary>
    Truncated,

    /// <summary>A block is at a place where it was not written: under another number, chain or day.</summary>
    Reordered,

    /// <summary>A chain continues differently from what was seen of it before, or from what an earlier checkpoint says.</summary>
    Forked,

    /// <summary>A checkpoint is signed with a key that is not one of the gateway's.</summary>
    UnknownKey,

    /// <summary>What is stored cannot be read.</summary>
    Unreadable,
}

/// <summary><c>broken</c>, <c>truncated</c>, <c>reordered</c>, <c>forked</c>, <c>unknown_key</c> or <c>unreadable</c>.</summary>
public sealed class AuditProblemKindJson() : JsonStringEnumConverter<AuditProblemKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
