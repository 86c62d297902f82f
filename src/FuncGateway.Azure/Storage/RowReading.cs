using Azure.Data.Tables;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>Reads properties. A row without a required one was not written by the gateway, so it is rejected as a whole.</summary>
internal static class RowReading
{
    public delegate bool TryParse<TId>(string? text, out TId? id);

    public static string Text(this TableEntity row, string property) => row.GetString(property) ?? throw Unreadable(row, property);

    public static DateTimeOffset Time(this TableEntity row, string property) => row.GetDateTimeOffset(property) ?? throw Unreadable(row, property);

    public static int Number(this TableEntity row, string property) => row.GetInt32(property) ?? throw Unreadable(row, property);

    /// <summary>Returns an empty text if the property is missing or of another type. For rows that are verified, not rejected.</summary>
    public static string TextOrEmpty(this TableEntity row, string property) => row.TryGetValue(property, out var value) && value is string text ? text : "";

    /// <summary>Returns null if the property is missing or of another type. For rows that are verified, not rejected.</summary>
    public static DateTimeOffset? TimeOrNull(this TableEntity row, string property) => row.TryGetValue(property, out var value) && value is DateTimeOffset time ? time : null;

    public static TId Id<TId>(this TableEntity row, string property, TryParse<TId> parse)
        where TId : class =>
        parse(row.Text(property), out var id) && id is not null ? id : throw Unreadable(row, property);

    public static StoreUnavailableException Unreadable(this TableEntity row, string property) =>
        new($"Row '{row.PartitionKey}', '{row.RowKey}' cannot be used: its {property} is missing or malformed.");
}
