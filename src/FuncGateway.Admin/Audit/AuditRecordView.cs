using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>A record as it is stored, for whoever checks the hashes without the gateway.</summary>
internal sealed record AuditRecordView(string Chain, string Key, int Sequence, string Previous, string Hash, string Content)
{
    public static AuditRecordView Of(AuditRow row) => new(row.Chain.ToString(), row.Key, row.Sequence, row.Previous, row.Hash, row.Content);
}
