using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Usage;

/// <summary>The stored form of counts. Zeros and absent names are omitted, and nothing is escaped that need not be, so that an hour fits in a row.</summary>
[JsonSerializable(typeof(IReadOnlyList<UsageCount>))]
[JsonSerializable(typeof(IReadOnlyList<UsageTotal>))]
public sealed partial class UsageJson : JsonSerializerContext
{
    private static readonly UsageJson Compact = new(new JsonSerializerOptions { Encoder = Encoder, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault });

    private static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static byte[] Write(IReadOnlyList<UsageCount> counts) => JsonSerializer.SerializeToUtf8Bytes(counts, Compact.IReadOnlyListUsageCount);

    public static byte[] Write(IReadOnlyList<UsageTotal> totals) => JsonSerializer.SerializeToUtf8Bytes(totals, Compact.IReadOnlyListUsageTotal);

    /// <summary>Returns null if the JSON was not written by the gateway.</summary>
    public static IReadOnlyList<UsageCount>? ReadCounts(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Compact.IReadOnlyListUsageCount);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="ReadCounts"/>
    public static IReadOnlyList<UsageTotal>? ReadTotals(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Compact.IReadOnlyListUsageTotal);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the number of bytes that a name takes.</summary>
    internal static int LengthOf(string? name) => name is null ? 0 : JsonEncodedText.Encode(name, Encoder).EncodedUtf8Bytes.Length;
}
