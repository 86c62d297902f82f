namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Stores checkpoints. They are only ever added, never changed or deleted.</summary>
/// <remarks>A stored checkpoint that cannot be read is returned with its number and empty text, so that verification reports it and sees the others.</remarks>
public interface ICheckpointStore
{
    /// <summary>Returns the checkpoint with the largest number, or null if there is none.</summary>
    Task<Checkpoint?> FindLastAsync(CancellationToken cancellationToken);

    Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Adds the checkpoint. Returns false if there is another one with its number.</summary>
    Task<bool> TryAddAsync(Checkpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Lists the checkpoints in the order of their numbers.</summary>
    /// <param name="after">Only those with larger numbers; 0 for all.</param>
    IAsyncEnumerable<Checkpoint> ListAsync(long after, CancellationToken cancellationToken);
}
