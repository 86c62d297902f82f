namespace FuncGateway.Core.Audit;

/// <summary>A record as it is stored: its content, and its place in a chain.</summary>
/// <param name="Key">Unique within the day; see <see cref="AuditKey"/>.</param>
/// <param name="Previous">Hash of the record before it in the chain.</param>
/// <param name="Hash">Over all the rest.</param>
/// <param name="Content">JSON: an entry, or how one ended.</param>
public sealed record AuditRow(ChainName Chain, string Key, int Sequence, string Previous, string Hash, string Content)
{
    public bool IsIntact => AuditHash.Of(Chain, Key, Sequence, Previous, Content) == Hash;

    public ChainHead Head => new(Chain, Sequence, Hash);

    public static AuditRow After(ChainHead head, string key, string content)
    {
        var sequence = head.Sequence + 1;
        return new(head.Chain, key, sequence, head.Hash, AuditHash.Of(head.Chain, key, sequence, head.Hash, content), content);
    }
}
