namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>How serious a finding is.</summary>
public enum PolicyFindingLevel
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>The policy probably does not do what was meant.</summary>
    Warning,

    /// <summary>The policy does not hold what was demanded of it.</summary>
    Error,
}

/// <summary>A kind of finding about a policy. The names are stable.</summary>
/// <param name="Id">Such as <c>FP001</c>.</param>
/// <param name="Name">Such as <c>unreachable-entry</c>.</param>
/// <param name="Summary">One sentence without a full stop.</param>
public sealed record PolicyFindingCode(string Id, string Name, PolicyFindingLevel Level, string Summary)
{
    public static readonly PolicyFindingCode NeverEffective = new("FP001", "never-effective", PolicyFindingLevel.Warning, "An entry decides no call");
    public static readonly PolicyFindingCode ShadowedEntry = new("FP002", "shadowed-entry", PolicyFindingLevel.Warning, "Every call that an entry is about is decided before it");
    public static readonly PolicyFindingCode ShadowedRule = new("FP003", "shadowed-rule", PolicyFindingLevel.Warning, "Every name that a rule matches has a more exact rule or is hidden");
    public static readonly PolicyFindingCode AlwaysFalse = new("FP004", "always-false", PolicyFindingLevel.Warning, "A condition holds for no value, or for none that the others of its entry leave");
    public static readonly PolicyFindingCode AlwaysTrue = new("FP005", "always-true", PolicyFindingLevel.Note, "A condition holds for every value, or for every one that the others of its entry leave");
    public static readonly PolicyFindingCode RegexMatchesAll = new("FP006", "regex-matches-everything", PolicyFindingLevel.Warning, "A regular expression matches every text");
    public static readonly PolicyFindingCode RegexMatchesNone = new("FP007", "regex-matches-nothing", PolicyFindingLevel.Warning, "A regular expression matches no text");
    public static readonly PolicyFindingCode SchemaHole = new("FP008", "schema-hole", PolicyFindingLevel.Warning, "The rules and the tools of the server do not fit together");
    public static readonly PolicyFindingCode OpenBelow = new("FP009", "open-below", PolicyFindingLevel.Note, "A number is limited above, and a negative one is allowed");
    public static readonly PolicyFindingCode Questionable = new("FP010", "questionable", PolicyFindingLevel.Warning, "The document is valid and probably not what was meant");
    public static readonly PolicyFindingCode Violated = new("FP011", "invariant-violated", PolicyFindingLevel.Error, "A call can pass that an invariant forbids");
    public static readonly PolicyFindingCode NotDecided = new("FP012", "not-decided", PolicyFindingLevel.Note, "A part of the policy could not be analysed");

    /// <summary>All kinds, in the order of their ids.</summary>
    public static IReadOnlyList<PolicyFindingCode> All { get; } =
    [
        NeverEffective, ShadowedEntry, ShadowedRule, AlwaysFalse, AlwaysTrue, RegexMatchesAll, RegexMatchesNone, SchemaHole, OpenBelow, Questionable, Violated, NotDecided,
    ];
}

/// <summary>Something that a person should know about a policy.</summary>
/// <param name="Path">JSON Pointer into the document; for a violated invariant, into the file of invariants.</param>
/// <param name="Message">One or two sentences without a final full stop.</param>
public sealed record PolicyFinding(PolicyFindingCode Code, string Path, string Message)
{
    /// <summary>A request that shows it; null if none does.</summary>
    public Diffs.Witness? Witness { get; init; }
}
