using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>Serializes records, both for the store and for the admin API. The output is ASCII on one line.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = false)]
[JsonSerializable(typeof(CallEntry))]
[JsonSerializable(typeof(AdminEntry))]
[JsonSerializable(typeof(AuditEnding))]
public sealed partial class AuditJson : JsonSerializerContext
{
    public static string Write(AuditEntry entry) => entry switch
    {
        CallEntry call => JsonSerializer.Serialize(call, Default.CallEntry),
        AdminEntry action => JsonSerializer.Serialize(action, Default.AdminEntry),
        _ => throw new ArgumentException($"Not an entry: {entry.GetType().Name}."),
    };

    public static string Write(AuditEnding ending) => JsonSerializer.Serialize(ending, Default.AuditEnding);

    /// <summary>Returns null if the JSON is not a record that the gateway wrote.</summary>
    public static AuditEntry? ReadEntry(AuditStream stream, string json)
    {
        try
        {
            var present = EarlierWords.InEntry(json);
            return stream == Audit.AuditStream.Calls ? JsonSerializer.Deserialize(present, Default.CallEntry) : JsonSerializer.Deserialize(present, Default.AdminEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static AuditEnding? ReadEnding(AuditStream stream, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(EarlierWords.InEnding(stream, json), Default.AuditEnding);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
