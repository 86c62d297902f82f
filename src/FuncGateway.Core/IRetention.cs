namespace FuncGateway.Core;

/// <summary>Deletes one kind of data that is past its retention. Hosts run all of them once a day; concurrent runs do no harm.</summary>
public interface IRetention
{
    /// <summary>What is deleted, in the plural, for the log.</summary>
    string What { get; }

    /// <returns>How many were deleted.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
