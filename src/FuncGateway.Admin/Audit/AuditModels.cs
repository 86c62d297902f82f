using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>Some entries, the newest first.</summary>
/// <param name="Cursor">For <c>?cursor=</c>, to see what follows; absent at the end. A page may be short, or empty, and still have one.</param>
/// <param name="Off">Present when nothing is recorded at the moment, because a measurement is going on.</param>
internal sealed record AuditListing(IReadOnlyList<AuditEntry> Items, string? Cursor, bool? Off);

/// <summary>A record as it is stored, for whoever checks the hashes without the gateway.</summary>
internal sealed record AuditRecordView(string Chain, string Key, int Sequence, string Previous, string Hash, string Content)
{
    public static AuditRecordView Of(AuditRow row) => new(row.Chain.ToString(), row.Key, row.Sequence, row.Previous, row.Hash, row.Content);
}

/// <summary>How far every chain had come at one moment. Kept outside the gateway's reach, it shows later whether anything before it was changed.</summary>
internal sealed record AuditCheckpoint(DateTimeOffset At, IReadOnlyList<AuditCheckpointChain> Chains);

/// <param name="Sequence">Of the last record.</param>
/// <param name="Hash">Of that record.</param>
internal sealed record AuditCheckpointChain(string Chain, int Sequence, string Hash, ChainState State);

/// <summary>What the admin API says of the audit. What is absent is not written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditCheckpoint))]
[JsonSerializable(typeof(AuditListing))]
[JsonSerializable(typeof(AuditRecordView))]
[JsonSerializable(typeof(AuditVerificationReport))]
internal sealed partial class AuditShapes : JsonSerializerContext;
