namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>What a new revision of a policy does to access.</summary>
public enum DiffResult
{
    /// <summary>Every request is decided as before.</summary>
    None,

    /// <summary>Something is possible no longer, and nothing is possible that was not.</summary>
    OnlyTighter,

    /// <summary>Something is possible that was not.</summary>
    OpensAccess,

    /// <summary>No new access was found, but some requests could not be compared.</summary>
    NotDecided,
}

/// <summary>The differences in behaviour of two policies.</summary>
/// <param name="Changes">Each kind of change once, with one request that shows it; those that open access first. Never more than <see cref="MaxChanges"/>.</param>
/// <param name="NotDecided">What could not be compared, and why.</param>
public sealed record PolicyDiff(DiffResult Result, IReadOnlyList<AccessChange> Changes, IReadOnlyList<UndecidedPart> NotDecided)
{
    /// <summary>The most changes that are listed.</summary>
    public const int MaxChanges = 500;

    /// <summary>The number of changes that were found, also of those that are not listed.</summary>
    public int Total { get; init; } = Changes.Count;
}

/// <summary>Requests that an analysis could not decide.</summary>
/// <param name="Subject"><c>tool</c>, <c>resource</c> or <c>prompt</c>.</param>
/// <param name="Name">The name, URI or pattern.</param>
/// <param name="Rule">JSON Pointer to what cannot be followed; empty if it is about all names.</param>
/// <param name="Why">The reason, to follow "because".</param>
public sealed record UndecidedPart(string Subject, string Name, string Rule, string Why);
