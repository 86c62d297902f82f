using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>Stores bytes that may exceed the size of a property in several: <c>Name0</c>, <c>Name1</c>, …, and the total length, so that a missing chunk is detected.</summary>
internal static class RowChunks
{
    /// <summary>As much as one property holds.</summary>
    private const int ChunkBytes = 64 * 1_024;

    /// <summary>As much as a row holds: a length above it was not written by us.</summary>
    private const int MaxBytes = 1_024 * 1_024;

    /// <summary>Returns the names of all properties that such bytes may be stored in, to read no others.</summary>
    public static IEnumerable<string> NamesOf(string name) => Enumerable.Range(0, MaxBytes / ChunkBytes).Select(chunk => $"{name}{chunk}").Prepend(LengthOf(name));

    public static void WriteChunks(this TableEntity row, string name, ReadOnlyMemory<byte> bytes)
    {
        row[LengthOf(name)] = bytes.Length;
        for (var start = 0; start < bytes.Length; start += ChunkBytes)
        {
            row[ChunkOf(name, start)] = bytes.Slice(start, Math.Min(ChunkBytes, bytes.Length - start)).ToArray();
        }
    }

    /// <summary>Whether the row has such bytes, even none, and was read with them.</summary>
    public static bool HasChunks(this TableEntity row, string name) => row.ContainsKey(LengthOf(name));

    public static byte[] ReadChunks(this TableEntity row, string name)
    {
        var length = row.Number(LengthOf(name));
        var bytes = length is >= 0 and <= MaxBytes ? new byte[length] : throw row.Unreadable(LengthOf(name));
        for (var start = 0; start < length; start += ChunkBytes)
        {
            var chunk = row.GetBinary(ChunkOf(name, start));
            if (chunk?.Length != Math.Min(ChunkBytes, length - start))
            {
                throw row.Unreadable(ChunkOf(name, start));
            }

            chunk.CopyTo(bytes, start);
        }

        return bytes;
    }

    private static string LengthOf(string name) => $"{name}Length";

    private static string ChunkOf(string name, int start) => $"{name}{start / ChunkBytes}";
}
