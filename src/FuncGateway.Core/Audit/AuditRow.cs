namespace FuncGateway.Core.Audit;

/// <summary>A stored record: its content, and its position in a chain.</summary>
/// <param name="Key">Unique within a day; see <see cref="AuditKey"/>.</param>
/// <param name="Previous">Hash of the previous record in the chain.</param>
/// <param name="Hash">Hash of all other fields.</param>
/// <param name="Content">JSON: an <see cref="AuditEntry"/> or an <see cref="AuditEnding"/>.</param>
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

/// <summary>A record that is waiting to be written.</summary>
internal sealed record PendingRow(string Key, string Content, long QueuedAt)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => _written.Task;

    public void Complete() => _written.TrySetResult();

    public void Fail(Exception why) => _written.TrySetException(why);
}
