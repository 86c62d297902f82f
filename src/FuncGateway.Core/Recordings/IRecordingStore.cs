using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Recordings;

/// <summary>Stores recorded arguments. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IRecordingStore
{
    /// <summary>Adds recordings. One that is stored already is replaced.</summary>
    Task AddAsync(IReadOnlyList<RecordedArguments> recordings, CancellationToken cancellationToken);

    /// <summary>Lists the recordings of a server of one day (UTC).</summary>
    IAsyncEnumerable<RecordedArguments> ListAsync(ServerId server, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Deletes the recordings whose time to be deleted has come.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes all recordings of a server.</summary>
    Task DeleteAsync(ServerId server, CancellationToken cancellationToken);
}
