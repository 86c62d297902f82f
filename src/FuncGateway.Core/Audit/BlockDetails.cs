using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>What a block has, for those who look for something in it. Stored as JSON, of which the block's hash includes the SHA-256.</summary>
/// <param name="Chain">The name of the chain.</param>
/// <param name="Number">The number of the block.</param>
/// <param name="Stored">All blocks of the chain up to this number were known to be stored when this one was sent.</param>
/// <param name="Records">How many lines the block has.</param>
public sealed record BlockDetails(string Chain, int Number, int Stored, int Records)
{
    /// <summary>The earliest time of an entry in the block; an ending counts with the time of its entry. Null if the block has no records.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The latest time of an entry in the block.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The latest time of an entry in the chain up to here.</summary>
    public DateTimeOffset? Through { get; init; }

    public IReadOnlyDictionary<AuditVerdict, int>? Verdicts { get; init; }

    public IReadOnlyDictionary<AuditOutcome, int>? Outcomes { get; init; }

    /// <summary>See <see cref="BlockFilter"/>. Null if the block has no records.</summary>
    public byte[]? Keys { get; init; }

    /// <summary>In the first block of a chain.</summary>
    public ChainOpening? Opened { get; init; }

    /// <summary>In the last block of a closed chain.</summary>
    public ChainClosing? Closes { get; init; }

    /// <summary>Returns null if the text is not the details of a block.</summary>
    public static BlockDetails? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BlockJson.Default.BlockDetails);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, BlockJson.Default.BlockDetails);
}

/// <summary>Which process opened a chain.</summary>
/// <param name="Instance">The name of the machine.</param>
/// <param name="Nonce">A random number, so that no two chains begin alike.</param>
/// <param name="Version">The version of the gateway.</param>
/// <param name="Checkpoint">The last checkpoint that was known: its number, a colon and its hash.</param>
public sealed record ChainOpening(string Instance, string Nonce, string Version, string? Checkpoint)
{
    private static readonly string AppVersion = typeof(ChainOpening).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static ChainOpening New(string? checkpoint) => new(Environment.MachineName, RandomNumberGenerator.GetHexString(32, lowercase: true), AppVersion, checkpoint);
}

/// <summary>Why a chain was closed.</summary>
[JsonConverter(typeof(ChainClosingJson))]
public enum ChainClosing
{
    /// <summary>Its writer ended it.</summary>
    Ended,

    /// <summary>Another process found that its writer no longer wrote.</summary>
    Abandoned,
}

/// <summary><c>ended</c> or <c>abandoned</c>.</summary>
public sealed class ChainClosingJson() : JsonStringEnumConverter<ChainClosing>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlockDetails))]
internal sealed partial class BlockJson : JsonSerializerContext;
