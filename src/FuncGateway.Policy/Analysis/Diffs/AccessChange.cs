namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>What can become of a request, from least to most access.</summary>
public enum AccessVerdict
{
    /// <summary>Refused as if it did not exist.</summary>
    Hidden,

    /// <summary>Refused.</summary>
    Deny,

    /// <summary>A person decides.</summary>
    Hold,

    /// <summary>Goes on.</summary>
    Allow,
}

/// <summary>What a change does to access.</summary>
public enum ChangeEffect
{
    /// <summary>Less is possible than before.</summary>
    Tighter,

    /// <summary>More is possible than before, or something else.</summary>
    Opens,
}

/// <summary>What kind of behaviour a change is about.</summary>
public enum ChangeKind
{
    /// <summary>Calls are decided otherwise.</summary>
    Verdict,

    /// <summary>A name is listed that was not, or the other way around.</summary>
    Listing,

    /// <summary>Fewer or more calls fit into a window.</summary>
    Limit,

    /// <summary>Methods and notifications that the document does not name.</summary>
    OtherMethods,

    /// <summary>Whether the policy is enforced.</summary>
    Mode,
}

/// <summary>One difference in the behaviour of two policies.</summary>
/// <param name="Subject">What it is about: <c>tool</c>, <c>resource</c>, <c>prompt</c> or <c>policy</c>.</param>
/// <param name="Name">The name, URI or pattern; "(any other)" for those that neither document names.</param>
/// <param name="From">What it was, in a word or two.</param>
/// <param name="To">What it is now.</param>
public sealed record AccessChange(ChangeKind Kind, string Subject, string Name, string From, string To, ChangeEffect Effect)
{
    /// <summary>For which calls, in short form such as <c>amount &gt; 5000</c>; empty if for all.</summary>
    public string When { get; init; } = "";

    /// <summary>JSON Pointer into the earlier document to what decided, or a name in parentheses; empty if nothing did.</summary>
    public string RuleBefore { get; init; } = "";

    /// <summary>JSON Pointer into the later document to what decides, or a name in parentheses; empty if nothing does.</summary>
    public string RuleAfter { get; init; } = "";

    /// <summary>A request that the two policies decide differently; null if the change is not about single requests.</summary>
    public Witness? Witness { get; init; }

    /// <summary>Whether a condition decides the request of the witness, instead of being one that cannot be evaluated for it.</summary>
    internal bool IsEvaluable { get; init; } = true;
}

/// <summary>A request that shows a change. Both policies have decided it as the change says.</summary>
/// <param name="Name">The tool, URI or prompt.</param>
/// <param name="Arguments">UTF-8 JSON object; <c>{}</c> if it needs none.</param>
public sealed record Witness(string Name, ReadOnlyMemory<byte> Arguments);
