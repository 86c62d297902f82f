namespace FuncGateway.Policies.Arguments;

/// <summary>Why a condition could not be evaluated.</summary>
internal abstract record Obstacle(string Path)
{
    /// <summary>The value has a type that the operator does not support.</summary>
    public sealed record WrongKind(string Path, string Found, string Accepted) : Obstacle(Path);

    /// <summary>A lenient server could read another key as one of the path's.</summary>
    public sealed record LookAlike(string Path, string Key) : Obstacle(Path);
}
