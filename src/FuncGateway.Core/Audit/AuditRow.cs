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

/// <summary>A row that waits for its transaction.</summary>
internal sealed record PendingRow(string Key, string Content, long QueuedAt)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => _written.Task;

    public void Complete() => _written.TrySetResult();

    public void Fail(Exception why) => _written.TrySetException(why);
}
