using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>What a checkpoint states.</summary>
/// <param name="Previous">The <see cref="Checkpoint.Hash"/> of the checkpoint before; <see cref="NoPrevious"/> in the first.</param>
/// <param name="Chains">The chains of the day of the checkpoint and of the day before.</param>
public sealed record CheckpointContent(string Format, long Number, DateTimeOffset At, string Previous, IReadOnlyList<CheckpointChain> Chains)
{
    public const string CurrentFormat = "funcgateway-checkpoint-1";

    public static string NoPrevious { get; } = new('0', 64);

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
/// <param name="From">The time of its first entry; null if there is none.</param>
/// <param name="To">The time of its last entry.</param>
public sealed record CheckpointChain(string Chain, long Blocks, string Hash, bool Closed, DateTimeOffset? From = null, DateTimeOffset? To = null);
