using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>A signed statement of how long every chain of the log was at one time, as specified in docs/operate/audit-format.md.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Content">The <see cref="CheckpointContent"/> as the text that was signed.</param>
/// <param name="KeyId">The <see cref="CheckpointPublicKey.Kid"/> of the key that signed it.</param>
/// <param name="Signature">ES256 over the UTF-8 bytes of the content, in base64url.</param>
public sealed record Checkpoint(long Number, string Content, [property: JsonPropertyName("key")] string KeyId, string Signature)
{
    /// <summary>The largest number, because the names of stored checkpoints have ten digits.</summary>
    public const long MaxNumber = 9_999_999_999;

    /// <summary>The maximum length of a stored checkpoint: well above what one with ten thousand chains takes.</summary>
    public const int MaxBytes = 8 * 1_024 * 1_024;

    /// <summary>Whether what is stored is longer than <see cref="MaxBytes"/> and was not read.</summary>
    [JsonIgnore]
    public bool IsTooLong { get; init; }

    /// <summary>What the next checkpoint names as its predecessor.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Content}\n{Signature}")));

    /// <summary>What is returned for something that is stored in place of a checkpoint and is not one.</summary>
    public static Checkpoint Unreadable(long number, bool isTooLong = false) => new(number, "", "", "") { IsTooLong = isTooLong };

    public string Write() => JsonSerializer.Serialize(this, CheckpointJson.Default.Checkpoint);

    public static bool TryRead(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        try
        {
            checkpoint = JsonSerializer.Deserialize(text, CheckpointJson.Default.Checkpoint);
        }
        catch (JsonException)
        {
            checkpoint = null;
        }

        return checkpoint is not null;
    }
}
