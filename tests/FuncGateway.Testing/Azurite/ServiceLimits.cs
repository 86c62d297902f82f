using System.Text.Json;

namespace FuncGateway.Testing.Azurite;

/// <summary>The published limits of Table Storage on rows and transactions.</summary>
internal static class ServiceLimits
{
    private const int MaxKeyLength = 1_024;
    private const int MaxProperties = 252;
    private const int MaxNameLength = 255;
    private const int MaxStringLength = 32 * 1_024;
    private const int MaxBinaryBytes = 64 * 1_024;
    private const int MaxRowBytes = 1_024 * 1_024;
    private const int MaxChanges = 100;
    private const int MaxRequestBytes = 4 * 1_024 * 1_024;
    private const string TypeSuffix = "@odata.type";
    private static readonly string[] System = ["odata.etag", "PartitionKey", "RowKey", "Timestamp"];

    /// <summary>Status and error code of the answer, or null when the request is within the limits.</summary>
    public static (int Status, string Code)? Check(IReadOnlyList<TableChange> changes, long requestBytes)
    {
        var code = requestBytes >= MaxRequestBytes ? "RequestBodyTooLarge"
            : changes.Count > MaxChanges ? "InvalidInput"
            : changes.Select(change => change.PartitionKey).Distinct(StringComparer.Ordinal).Count() > 1 ? "CommandsInBatchActOnDifferentPartitions"
            : changes.DistinctBy(change => change.RowKey, StringComparer.Ordinal).Count() < changes.Count ? "InvalidDuplicateRow"
            : changes.Select(Check).FirstOrDefault(found => found is not null);
        return code is null ? null : (code == "RequestBodyTooLarge" ? 413 : 400, code);
    }

    private static string? Check(TableChange change)
    {
        if (CheckKey(change.PartitionKey) is { } partition)
        {
            return partition;
        }

        if (CheckKey(change.RowKey) is { } row)
        {
            return row;
        }

        var properties = Properties(change.Row).ToArray();
        return properties.Length > MaxProperties ? "TooManyProperties"
            : properties.Select(CheckProperty).FirstOrDefault(found => found is not null) ?? (StoredBytes(change, properties) > MaxRowBytes ? "EntityTooLarge" : null);
    }

    private static string? CheckKey(string? key) =>
        key?.Length > MaxKeyLength ? "KeyValueTooLarge"
        : key?.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)) == true ? "OutOfRangeInput"
        : null;

    private static string? CheckProperty(Property property) =>
        property.Name.Length > MaxNameLength ? "PropertyNameTooLong"
        : property.Name.Length == 0 || char.IsDigit(property.Name[0]) || !property.Name.All(character => char.IsLetterOrDigit(character) || character == '_') ? "PropertyNameInvalid"
        : property.Characters > MaxStringLength || property.Bytes > MaxBinaryBytes ? "PropertyValueTooLarge"
        : null;

    /// <summary>4 bytes, 2 for each character of the keys, and for each property 8, 2 for each character of its name, and its value.</summary>
    private static long StoredBytes(TableChange change, Property[] properties) =>
        4 + (2L * ((change.PartitionKey?.Length ?? 0) + (change.RowKey?.Length ?? 0))) + properties.Sum(property => 8 + (2L * property.Name.Length) + property.Stored);

    private static IEnumerable<Property> Properties(JsonElement row)
    {
        foreach (var each in row.ValueKind == JsonValueKind.Object ? row.EnumerateObject() : default)
        {
            if (!System.Contains(each.Name) && !each.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                yield return Property.Of(each.Name, each.Value, row.TryGetProperty(each.Name + TypeSuffix, out var type) ? type.GetString() : null);
            }
        }
    }

    /// <param name="Characters">Of a string.</param>
    /// <param name="Bytes">Of a binary value.</param>
    /// <param name="Stored">Bytes that the value takes in a row.</param>
    private sealed record Property(string Name, int Characters, int Bytes, int Stored)
    {
        public static Property Of(string name, JsonElement value, string? type) => (value.ValueKind, type) switch
        {
            (JsonValueKind.Null, _) => new(name, 0, 0, 0),
            (JsonValueKind.True or JsonValueKind.False, _) => new(name, 0, 0, 1),
            (JsonValueKind.Number, null) => new(name, 0, 0, 4),
            (_, "Edm.Binary") when value.GetBytesFromBase64().Length is var bytes => new(name, 0, bytes, bytes + 4),
            (_, "Edm.Guid") => new(name, 0, 0, 16),
            (JsonValueKind.String, null or "Edm.String") when value.GetString()?.Length is { } length => new(name, length, 0, (2 * length) + 4),
            _ => new(name, 0, 0, 8),
        };
    }
}
