using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>A page of entries, newest first, or, of a request with <c>after</c>, oldest first.</summary>
/// <param name="Cursor">Value of <c>?cursor=</c> for the next page; absent on the last page. A page may be short, or empty, and still have a cursor. For a request with <c>after</c>, the next value of <c>?after=</c>, which is never absent.</param>
/// <param name="Off">True if auditing is switched off; otherwise absent.</param>
internal sealed record AuditListing(IReadOnlyList<AuditEntry> Items, string? Cursor, bool? Off);

/// <summary>A stored block, for verifying the log without the gateway.</summary>
/// <param name="Lines">The records in it.</param>
internal sealed record AuditBlockView(string Chain, int Number, string Previous, string Root, string Details, string Hash, IReadOnlyList<string> Lines)
{
    public static AuditBlockView Of(AuditBlock block) => new(block.Chain.ToString(), block.Number, block.Previous, block.Root, block.Details, block.Hash, [.. block.ReadLines()]);
}

/// <summary>Serialisation of the responses about the audit log. Null fields are omitted.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditListing))]
[JsonSerializable(typeof(CallEntry))]
[JsonSerializable(typeof(AuditBlockView))]
[JsonSerializable(typeof(AuditVerificationReport))]
[JsonSerializable(typeof(EntryProof))]
internal sealed partial class AuditReplyJson : JsonSerializerContext;
