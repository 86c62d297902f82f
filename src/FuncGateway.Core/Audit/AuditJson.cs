using System.Text;
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
    public static string Write(AuditEntry entry) => Encoding.UTF8.GetString(WriteLine(entry));

    /// <summary>Returns the record of an entry.</summary>
    public static byte[] WriteLine(AuditEntry entry) => entry switch
    {
        CallEntry call => JsonSerializer.SerializeToUtf8Bytes(call, Default.CallEntry),
        AdminEntry action => JsonSerializer.SerializeToUtf8Bytes(action, Default.AdminEntry),
        _ => throw new ArgumentException($"Not an entry: {entry.GetType().Name}."),
    };

    /// <summary>Returns the record of an ending.</summary>
    public static byte[] WriteLine(AuditEntry begun, AuditEnding ending) => JsonSerializer.SerializeToUtf8Bytes(ending with { Ends = begun.Id }, Default.AuditEnding);

    /// <summary>Returns the entry or the ending that a record is, or neither if it is not one that the gateway wrote.</summary>
    public static (AuditEntry? Entry, AuditEnding? Ending) ReadLine(AuditStream stream, ReadOnlySpan<byte> line)
    {
        try
        {
            return line.StartsWith(EndingStart) ? (null, JsonSerializer.Deserialize(line, Default.AuditEnding))
                : stream == Audit.AuditStream.Calls ? (JsonSerializer.Deserialize(line, Default.CallEntry), null)
                : (JsonSerializer.Deserialize(line, Default.AdminEntry), null);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ReadOnlySpan<byte> EndingStart => "{\"ends\":"u8;
}
