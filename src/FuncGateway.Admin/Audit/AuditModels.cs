using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>A page of entries, newest first.</summary>
/// <param name="Cursor">Value of <c>?cursor=</c> for the next page; absent on the last page. A page may be short, or empty, and still have a cursor.</param>
/// <param name="Off">True if auditing is switched off; otherwise absent.</param>
internal sealed record AuditListing(IReadOnlyList<AuditEntry> Items, string? Cursor, bool? Off);

/// <summary>A stored record, for verifying the hashes without the gateway.</summary>
internal sealed record AuditRecordView(string Chain, string Key, int Sequence, string Previous, string Hash, string Content)
{
    public static AuditRecordView Of(AuditRow row) => new(row.Chain.ToString(), row.Key, row.Sequence, row.Previous, row.Hash, row.Content);
}

/// <summary>The last record of every chain at one point in time. Stored out of the gateway's reach, it later shows whether any earlier record was changed.</summary>
internal sealed record AuditCheckpoint(DateTimeOffset At, IReadOnlyList<AuditCheckpointChain> Chains);

/// <param name="Sequence">Number of the last record.</param>
/// <param name="Hash">Hash of the last record.</param>
internal sealed record AuditCheckpointChain(string Chain, int Sequence, string Hash, ChainState State);

/// <summary>Serialisation of the responses about the audit log. Null fields are omitted.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditCheckpoint))]
[JsonSerializable(typeof(AuditListing))]
[JsonSerializable(typeof(AuditRecordView))]
[JsonSerializable(typeof(AuditVerificationReport))]
internal sealed partial class AuditReplyJson : JsonSerializerContext;
