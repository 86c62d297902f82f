namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Stores checkpoints. They are added once and never changed; those past the retention are deleted.</summary>
/// <remarks>
/// The store may also have been written to by others, so anything can be in it. A stored checkpoint that cannot be read is returned with its number and empty text, and one of
/// more than <see cref="Checkpoint.MaxBytes"/> is not read at all, so that verification reports it and sees the others.
/// </remarks>
public interface ICheckpointStore
{
    /// <summary>Returns null if there is none, also for a number that no checkpoint can have.</summary>
    Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Adds the checkpoint. Returns false if there is another one with its number.</summary>
    Task<bool> TryAddAsync(Checkpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Lists the checkpoints in the order of their numbers.</summary>
    /// <param name="after">Only those with larger numbers; 0 for all.</param>
    IAsyncEnumerable<Checkpoint> ListAsync(long after, CancellationToken cancellationToken);

    /// <summary>Lists what is stored without reading it, the largest number first, including what has no number.</summary>
    IAsyncEnumerable<CheckpointPlace> ListPlacesAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a checkpoint. Returns false if the store has a policy that keeps it for a time.</summary>
    Task<bool> DeleteAsync(long number, CancellationToken cancellationToken);
}

/// <summary>Something that is stored where checkpoints are.</summary>
/// <param name="Number">Null if it does not have the name of a checkpoint.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Version">Another one if it was replaced.</param>
public readonly record struct CheckpointPlace(string Name, long? Number, long Bytes, RowVersion Version);
