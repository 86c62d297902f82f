using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>The subject of a record. Each stream is written, read and verified separately.</summary>
[JsonConverter(typeof(AuditStreamJson))]
public enum AuditStream
{
    /// <summary>Requests from agents.</summary>
    Calls,

    /// <summary>Changes made through the admin API or by the gateway itself.</summary>
    Admin,
}

/// <summary><c>calls</c> or <c>admin</c>.</summary>
public sealed class AuditStreamJson() : JsonStringEnumConverter<AuditStream>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

public static class AuditStreams
{
    /// <summary><c>calls</c> or <c>admin</c>.</summary>
    public static string NameOf(AuditStream stream) => stream == AuditStream.Calls ? "calls" : "admin";
}
