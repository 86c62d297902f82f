using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FuncGateway.Azure.Storage;

/// <summary>JSON that is stored compressed, because it can be longer than a row.</summary>
internal static class CompressedJson
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> shape)
    {
        using var compressed = new MemoryStream();
        using (var compressing = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(compressing, value, shape);
        }

        return compressed.ToArray();
    }

    /// <summary>Returns null if the bytes are not what <see cref="Write"/> has written.</summary>
    public static T? Read<T>(byte[] compressed, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            using var decompressing = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(decompressing, shape);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
