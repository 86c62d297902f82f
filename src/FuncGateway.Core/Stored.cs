namespace FuncGateway.Core;

/// <summary>A stored row's concurrency token, opaque outside its store.</summary>
public readonly record struct RowVersion(string Value);

/// <summary>A value as it stands in its store.</summary>
public sealed record Stored<T>(T Value, RowVersion Version);

public enum SaveResult
{
    /// <summary>Somebody else was first: read again.</summary>
    Conflict,
    Saved,
}

/// <summary>A store did not answer, or answered with a fault of its own. Whatever needed it is refused.</summary>
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

/// <summary>Whether the stores answer, for <c>/healthz</c>. Anybody may ask, so an answer may be up to 2 s old.</summary>
public interface IStoreHealth
{
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}
