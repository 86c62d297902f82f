namespace FuncGateway.Core.Audit;

/// <summary>Stores the result of the last verification of the whole log. Every member throws <see cref="StoreUnavailableException"/> if the store does not answer.</summary>
public interface IVerificationStore
{
    /// <summary>Returns null if the log was never verified as a whole.</summary>
    Task<LastVerification?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the result before.</summary>
    Task SaveAsync(LastVerification last, CancellationToken cancellationToken);
}

/// <summary>The result of verifying the whole log.</summary>
/// <param name="At">When the verification ended.</param>
/// <param name="Ok">Whether no problem was found.</param>
/// <param name="Records">Number of records read.</param>
/// <param name="Problems">Number of problems, at most 1,000.</param>
public sealed record LastVerification(DateTimeOffset At, bool Ok, long Records, int Problems);
