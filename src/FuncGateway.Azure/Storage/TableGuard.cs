using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>
/// Enforces the limits of Table Storage before anything is sent. Azurite accepts some requests that Azure refuses (rows over 1 MiB, transactions
/// across partitions), so without this check a mistake would pass every test and fail in production.
/// </summary>
internal static class TableGuard
{
    public const int MaxKeyLength = 1_024;
    public const int MaxProperties = 252;
    public const int MaxNameLength = 255;
    public const int MaxStringLength = 32 * 1_024;
    public const int MaxBinaryBytes = 64 * 1_024;
    public const int MaxRowBytes = 1_024 * 1_024;
    public const int MaxChanges = 100;
    public const int MaxTransactionBytes = 4 * 1_024 * 1_024;

    public static void Check(IReadOnlyList<TableTransactionAction> changes)
    {
        Refuse(changes.Count is 0 or > MaxChanges, $"A transaction holds {changes.Count} changes; 1 to {MaxChanges} are accepted.");
        foreach (var change in changes)
        {
            Check(change.Entity);
        }

        var partitions = changes.Select(change => change.Entity.PartitionKey).Distinct(StringComparer.Ordinal).Count();
        Refuse(partitions != 1, $"A transaction spans {partitions} partitions; one is accepted.");

        var twice = changes.GroupBy(change => change.Entity.RowKey, StringComparer.Ordinal).FirstOrDefault(rows => rows.Count() > 1);
        Refuse(twice is not null, $"A transaction changes row '{twice?.Key}' more than once; once is accepted.");

        var bytes = changes.Sum(change => TableSizes.OnTheWire(change.Entity));
        Refuse(bytes >= MaxTransactionBytes, $"A transaction takes up to {bytes} bytes; fewer than {MaxTransactionBytes} are accepted.");
    }

    public static void Check(ITableEntity row)
    {
        CheckKeys(row.PartitionKey, row.RowKey);
        var properties = TableSizes.Properties(row);
        Refuse(properties.Count > MaxProperties, $"A row has {properties.Count} properties; up to {MaxProperties} are accepted.");
        foreach (var (name, value) in properties)
        {
            CheckProperty(name, value);
        }

        var bytes = TableSizes.Stored(row);
        Refuse(bytes > MaxRowBytes, $"A row takes {bytes} bytes; up to {MaxRowBytes} are accepted.");
    }

    public static void CheckKeys(string? partitionKey, string? rowKey)
    {
        CheckKey("partition", partitionKey);
        CheckKey("row", rowKey);
    }

    private static void CheckKey(string which, string? key)
    {
        Refuse(key is null, $"A row has no {which} key.");
        Refuse(key?.Length > MaxKeyLength, $"A {which} key has {key?.Length} characters; up to {MaxKeyLength} are accepted.");
        Refuse(
            key?.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)) == true,
            $"A {which} key contains '/', '\\', '#', '?' or a control character, none of which is accepted.");
    }

    private static void CheckProperty(string name, object? value)
    {
        Refuse(
            name.Length is 0 or > MaxNameLength || !name.All(character => char.IsLetterOrDigit(character) || character == '_') || char.IsDigit(name[0]),
            $"'{name}' is not a property name. Accepted: up to {MaxNameLength} letters, digits and '_', not starting with a digit.");
        switch (value)
        {
            case string text:
                Refuse(text.Length > MaxStringLength, $"Property '{name}' has {text.Length} characters; up to {MaxStringLength} are accepted.");
                break;
            case byte[] bytes:
                CheckBinary(name, bytes.Length);
                break;
            case BinaryData data:
                CheckBinary(name, data.ToMemory().Length);
                break;
            case null or bool or int or long or double or Guid or DateTime or DateTimeOffset:
                break;
            default:
                throw new ArgumentException($"Property '{name}' is a {value.GetType().Name}; text, bytes, a number, a time, a Guid or true/false are accepted.");
        }
    }

    private static void CheckBinary(string name, int length) =>
        Refuse(length > MaxBinaryBytes, $"Property '{name}' has {length} bytes; up to {MaxBinaryBytes} are accepted.");

    private static void Refuse(bool broken, string sentence)
    {
        if (broken)
        {
            throw new ArgumentException(sentence);
        }
    }
}
