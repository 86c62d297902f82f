namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Says how long the chains of the log are at present.</summary>
public interface ICheckpointSource
{
    /// <summary>Lists the chains of that day and of later ones. A block that a listing includes must be included in every later one.</summary>
    IAsyncEnumerable<CheckpointChain> ListAsync(DateOnly firstDay, CancellationToken cancellationToken);
}
