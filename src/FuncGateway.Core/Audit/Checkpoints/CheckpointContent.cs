using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>What a checkpoint states.</summary>
/// <param name="Previous">The <see cref="Checkpoint.Hash"/> of the last checkpoint before it that the gateway signed; <see cref="NoPrevious"/> in the first.</param>
/// <param name="Chains">The chains of the day of the checkpoint and of the day before, and those of earlier days that were written since the one before.</param>
public sealed record CheckpointContent(string Format, long Number, DateTimeOffset At, string Previous, IReadOnlyList<CheckpointChain> Chains)
{
    public const string CurrentFormat = "funcgateway-checkpoint-1";

    public static string NoPrevious { get; } = new('0', 64);

    /// <summary>The day of the checkpoint.</summary>
    [JsonIgnore]
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);

    /// <summary>The day of the checkpoint, or a later one that its chains show because the clock was slow: a chain is at most of the day after.</summary>
    [JsonIgnore]
    public DateOnly ShownDay => ShownDayOf(Day, Chains);

    /// <inheritdoc cref="ShownDay"/>
    public static DateOnly ShownDayOf(DateOnly day, IEnumerable<CheckpointChain> chains) =>
        DateOnly.FromDayNumber(Math.Max(day.DayNumber, chains.Max(chain => chain.Day?.DayNumber - 1) ?? 0));

    public string Write() => JsonSerializer.Serialize(this, CheckpointJson.Default.CheckpointContent);

    public static bool TryRead(string text, [NotNullWhen(true)] out CheckpointContent? content)
    {
        try
        {
            content = JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointContent);
        }
        catch (JsonException)
        {
            content = null;
        }

        // The serializer does not refuse null in a list.
        if (content?.Chains.Any(chain => chain is null) == true)
        {
            content = null;
        }

        return content is not null;
    }
}

/// <summary>How long a chain was at the time of the checkpoint.</summary>
/// <param name="Chain">The name of the chain.</param>
/// <param name="Blocks">The number of its last block.</param>
/// <param name="Hash">The hash of that block; with 0 blocks the hash of the chain's name.</param>
/// <param name="Closed">Whether that block closes the chain.</param>
/// <param name="To">The time of its last entry; null if there is none.</param>
public sealed record CheckpointChain(string Chain, long Blocks, string Hash, bool Closed, DateTimeOffset? To = null)
{
    /// <summary>The day in the name of the chain, which is stream/day/writer; null if there is none.</summary>
    [JsonIgnore]
    public DateOnly? Day => DayOf(Chain);

    public static DateOnly? DayOf(string chain) =>
        chain.Split('/') is [_, var day, ..] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
}
