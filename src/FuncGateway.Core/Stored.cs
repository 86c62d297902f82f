namespace FuncGateway.Core;

/// <summary>A stored row's concurrency token, opaque outside its store.</summary>
public readonly record struct RowVersion(string Value);

/// <summary>A stored value with its concurrency token.</summary>
public sealed record Stored<T>(T Value, RowVersion Version);

public enum SaveResult
{
    /// <summary>The row was changed concurrently: read it again.</summary>
    Conflict,
    Saved,
}

/// <summary>A store did not answer, or answered with an error of its own. The operation that needed it is refused.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Health of the stores, for <c>/healthz</c>. The endpoint is unauthenticated, so results may be cached for up to 2 s.</summary>
public interface IStoreHealth
{
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}
