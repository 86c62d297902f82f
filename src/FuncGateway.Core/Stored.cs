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
