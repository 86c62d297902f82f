using System.Text.Json;
using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>Computes the size of a row: as stored, by the published formula of Table Storage, and an upper bound of the size on the wire.</summary>
internal static class TableSizes
{
    // Headers, boundaries, URL and JSON around one change of a transaction, and property names with types. Generous, so that the sum is an upper bound.
    private const int ChangeOverhead = 2_048;
    private const int PropertyOverhead = 64;
    private static readonly string[] System = ["odata.etag", "PartitionKey", "RowKey", "Timestamp"];

    public static IReadOnlyCollection<KeyValuePair<string, object?>> Properties(ITableEntity row) => row is TableEntity entity
        ? [.. entity.Where(property => !System.Contains(property.Key)).Select(property => new KeyValuePair<string, object?>(property.Key, property.Value))]
        : throw new ArgumentException($"A row is written as {row.GetType().Name}; {nameof(TableEntity)} is accepted.");

    /// <summary>4 bytes, plus 2 per character of the keys, plus for each property 8, 2 per character of its name, and its value.</summary>
    public static long Stored(ITableEntity row) =>
        4 + (2L * (row.PartitionKey.Length + row.RowKey.Length)) + Properties(row).Sum(property => 8 + (2L * property.Key.Length) + Stored(property.Value));

    public static long OnTheWire(ITableEntity row) =>
        ChangeOverhead + (6L * (row.PartitionKey.Length + row.RowKey.Length))
        + Properties(row).Sum(property => PropertyOverhead + (4L * property.Key.Length) + OnTheWire(property.Value));

    private static long Stored(object? value) => value switch
    {
        null => 0,
        string text => (2L * text.Length) + 4,
        byte[] bytes => bytes.Length + 4,
        BinaryData data => data.ToMemory().Length + 4,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    private static long OnTheWire(object? value) => value switch
    {
        string text => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length,
        byte[] bytes => 4L * ((bytes.Length + 2) / 3),
        BinaryData data => 4L * ((data.ToMemory().Length + 2) / 3),
        _ => 40,
    };
}
