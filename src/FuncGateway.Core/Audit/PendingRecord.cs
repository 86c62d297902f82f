namespace FuncGateway.Core.Audit;

/// <summary>A record that is waiting to be stored.</summary>
/// <param name="json">On one line.</param>
/// <param name="entry">The entry that the record is, or that it ends.</param>
/// <param name="ending">Null if the record is the entry.</param>
/// <param name="isAwaited">Whether a request waits for it. A record that none waits for is stored together with the next one.</param>
/// <param name="queuedAt">Timestamp.</param>
internal sealed class PendingRecord(byte[] json, AuditEntry entry, AuditEnding? ending, bool isAwaited, long queuedAt)
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Json => json;

    public AuditEntry Entry => entry;

    public bool IsEnding => ending is not null;

    public AuditOutcome? Outcome => ending?.Outcome ?? entry.Outcome;

    public bool IsAwaited => isAwaited;

    public long QueuedAt => queuedAt;

    /// <summary>Completes when the record is stored, and fails with <see cref="StoreUnavailableException"/> if it will not be.</summary>
    public Task Stored => _stored.Task;

    public void Complete() => _stored.TrySetResult();

    public void Fail(StoreUnavailableException why) => _stored.TrySetException(why);
}
