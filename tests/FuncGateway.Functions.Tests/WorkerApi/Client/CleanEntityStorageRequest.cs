namespace Microsoft.DurableTask.Client.Entities;

public readonly record struct CleanEntityStorageRequest
{
    public bool RemoveEmptyEntities { get; init; }

    public bool ReleaseOrphanedLocks { get; init; }

    public string? ContinuationToken { get; init; }
}
