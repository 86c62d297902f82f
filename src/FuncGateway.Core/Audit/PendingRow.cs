namespace FuncGateway.Core.Audit;

/// <summary>A row that waits for its transaction.</summary>
internal sealed record PendingRow(string Key, string Content, long QueuedAt)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => _written.Task;

    public void Complete() => _written.TrySetResult();

    public void Fail(Exception why) => _written.TrySetException(why);
}
