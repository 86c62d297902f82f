using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>One of two documents that are compared.</summary>
internal sealed class ComparedDocument
{
    private readonly Dictionary<RuleInForce, Node?> _nodes = new(ReferenceEqualityComparer.Instance);

    private ComparedDocument(Policy policy, DocumentAsWritten written) => (Policy, Written) = (policy, written);

    /// <summary>A policy under which nothing is possible, as for a grant without one.</summary>
    public static ComparedDocument Nothing { get; } =
        Of(PolicyReader.Read("""{"version":"1","default":"deny","list":"allowed","resources":"deny","prompts":"deny"}"""u8));

    public Policy Policy { get; }

    public DocumentAsWritten Written { get; }

    /// <exception cref="ArgumentException">The document has problems.</exception>
    public static ComparedDocument Of(PolicyReading reading) => reading is { Policy: { } policy, Written: { } written }
        ? new(policy, written)
        : throw new ArgumentException("The document has problems.", nameof(reading));

    /// <summary>The names and patterns of a section; of <c>tools</c>, those of <c>hide</c> too.</summary>
    public NamedDocument NamesOf(Subject subject) =>
        new([.. Section(subject).Rules.Select(rule => rule.Name), .. subject == Subject.Tool ? Written.Hidden : []], name => IsAmbiguous(subject, name));

    /// <summary>Finds what decides on requests for a name.</summary>
    public Ruling Find(Subject subject, string name) => Policy.TryFindRule(subject, name, out var rule, out var refusal)
        ? new Ruling(rule, AccessVerdict.Allow, "")
        : new Ruling(null, refusal.IsHidden ? AccessVerdict.Hidden : AccessVerdict.Deny, refusal.Rule);

    public bool Lists(Subject subject, string name) => subject == Subject.Tool ? Policy.Lists(name) : Policy.ListsPrompt(name);

    /// <summary>Decides a request.</summary>
    public AccessVerdict Decide(Subject subject, Witness request)
    {
        var decision = subject switch
        {
            Subject.Tool => Policy.Decide(new ToolCall(request.Name, request.Arguments)),
            Subject.Prompt => Policy.DecidePrompt(request.Name, request.Arguments),
            _ => Policy.DecideResource(request.Name),
        };
        return decision.Reason.IsHidden ? AccessVerdict.Hidden : Of(decision.FirstVerdict);
    }

    /// <summary>The rule as written; null if only the default applies.</summary>
    public Node? NodeOf(Subject subject, RuleInForce rule)
    {
        if (!_nodes.TryGetValue(rule, out var node))
        {
            _nodes.Add(rule, node = Section(subject).Rules.FirstOrDefault(each => ReferenceEquals(each.Rule, rule.Own))?.Node);
        }

        return node;
    }

    public static AccessVerdict Of(Verdict verdict) => verdict switch
    {
        Verdict.Allow => AccessVerdict.Allow,
        Verdict.Hold => AccessVerdict.Hold,
        _ => AccessVerdict.Deny,
    };

    private bool IsAmbiguous(Subject subject, string name) =>
        !Policy.TryFindRule(subject, name, out _, out var refusal) && refusal is Reason.AmbiguousName or Reason.Disguised { Actual: Reason.AmbiguousName };

    private SectionAsWritten Section(Subject subject) => subject switch
    {
        Subject.Tool => Written.Tools,
        Subject.Prompt => Written.Prompts,
        _ => Written.Resources,
    };
}

/// <summary>What decides on requests for a name.</summary>
/// <param name="Rule">Null if all of them are refused.</param>
/// <param name="Refused">How they are refused, if they are.</param>
/// <param name="RefusedBy">What refuses them, as the audit log names it.</param>
internal sealed record Ruling(RuleInForce? Rule, AccessVerdict Refused, string RefusedBy);
