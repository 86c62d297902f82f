namespace FuncGateway.Policies.Analysis.Explanations;

/// <summary>How a policy comes to its decision on one call.</summary>
/// <param name="Entries">The entries on the way, in the order in which they are judged; those after the one that decides were not reached.</param>
/// <param name="Nearest">The smallest change of the arguments that found another verdict; null if there is none or it is not known.</param>
/// <param name="Hint">What a change of the policy or the name would have to do, if the arguments do not matter; otherwise null.</param>
public sealed record CallExplanation(IReadOnlyList<ExplainedEntry> Entries, NearestCall? Nearest, string? Hint);

/// <summary>What an entry said about the call.</summary>
public enum EntryOutcome
{
    /// <summary>It let the call go on.</summary>
    Passes,

    /// <summary>It denies the call.</summary>
    Denies,

    /// <summary>It asks for a person.</summary>
    Asks,

    /// <summary>A condition could not be evaluated, which denies the call.</summary>
    NotEvaluable,

    /// <summary>The call was decided before.</summary>
    NotReached,
}

/// <param name="Kind"><c>require</c>, <c>deny_if</c> or <c>require_approval</c>.</param>
/// <param name="Rule">JSON Pointer to the entry.</param>
public sealed record ExplainedEntry(string Kind, string Rule, EntryOutcome Outcome, IReadOnlyList<ExplainedCondition> Conditions);

/// <summary>What a condition as written said about the call.</summary>
public enum ConditionOutcome
{
    Holds,
    Fails,
    NotEvaluable,
}

/// <param name="Words">The condition in short form, such as <c>amount &gt; 5000</c>.</param>
/// <param name="Seen">The value at the path as JSON, cut if it is long; "missing", or what made the path unusable.</param>
public sealed record ExplainedCondition(string Path, string Words, string Seen, ConditionOutcome Outcome);

/// <summary>A call that differs as little as possible and is decided otherwise.</summary>
/// <param name="Verdict"><c>allow</c>, <c>hold</c> or <c>deny</c>. The policy has decided the call so.</param>
/// <param name="Arguments">The changed arguments, UTF-8 JSON.</param>
/// <param name="Changes">Each changed argument, such as <c>amount: 7500 → 10000</c>.</param>
public sealed record NearestCall(string Verdict, ReadOnlyMemory<byte> Arguments, IReadOnlyList<string> Changes);
