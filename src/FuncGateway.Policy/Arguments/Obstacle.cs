namespace FuncGateway.Policies.Arguments;

/// <summary>Why a condition could not be judged.</summary>
internal abstract record Obstacle(string Path)
{
    /// <summary>Something is there, but of a kind that the operator says nothing about.</summary>
    public sealed record WrongKind(string Path, string Found, string Accepted) : Obstacle(Path);

    /// <summary>Another key could be taken for one on the way.</summary>
    public sealed record LookAlike(string Path, string Key) : Obstacle(Path);
}
