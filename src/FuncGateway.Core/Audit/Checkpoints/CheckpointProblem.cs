using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>A finding about a checkpoint.</summary>
/// <param name="Number">The number of the checkpoint.</param>
/// <param name="Text">What was found, as a sentence.</param>
public sealed record CheckpointProblem(CheckpointProblemKind Kind, long Number, string Text);

[JsonConverter(typeof(CheckpointProblemKindJson))]
public enum CheckpointProblemKind
{
    /// <summary>It is not what was signed, does not follow the one before, or contradicts it.</summary>
    Broken,

    /// <summary>Checkpoints are missing, or a chain is shorter than an earlier checkpoint says.</summary>
    Truncated,

    /// <summary>A chain has another hash at the same block than in an earlier checkpoint.</summary>
    Forked,

    /// <summary>It was signed with a key that is not among the known ones.</summary>
    UnknownKey,

    /// <summary>It is not in the format of checkpoints.</summary>
    Unreadable,
}

/// <summary><c>broken</c>, <c>truncated</c>, <c>forked</c>, <c>unknown_key</c> or <c>unreadable</c>.</summary>
public sealed class CheckpointProblemKindJson() : JsonStringEnumConverter<CheckpointProblemKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
