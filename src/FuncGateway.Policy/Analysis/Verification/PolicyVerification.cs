using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.ToolChecks;

namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>What an analysis says about a policy.</summary>
/// <param name="Findings">Violated invariants first; never more than <see cref="MaxFindings"/>.</param>
public sealed record PolicyVerification(IReadOnlyList<PolicyFinding> Findings)
{
    /// <summary>The most findings that are listed.</summary>
    public const int MaxFindings = 500;

    /// <summary>The number of findings, also of those that are not listed.</summary>
    public int Total { get; init; } = Findings.Count;

    /// <summary>The invariants of which it is proved that no call violates them.</summary>
    public int Proved { get; init; }

    /// <summary>The invariants that some call violates.</summary>
    public int Violated { get; init; }

    /// <summary>The invariants of which neither is known.</summary>
    public int NotDecided { get; init; }

    /// <summary>Analyses a policy. The work is bounded; what cannot be analysed is a finding.</summary>
    /// <param name="server">The tools of the server; null if they are not known.</param>
    /// <param name="invariants">Calls that must not pass; null for none.</param>
    /// <exception cref="ArgumentException">The document has problems.</exception>
    public static PolicyVerification Of(PolicyReading reading, ServerTools? server = null, Invariants? invariants = null)
    {
        var (document, texts, findings) = (ComparedDocument.Of(reading), new TextSets(new WorkBudget()), new FindingList());
        IReadOnlyCollection<string> tools = server is null ? [] : [.. server.Tools.Select(tool => tool.Name)];
        var results = invariants is null ? [] : new InvariantCheck(document, texts).Check(invariants, tools).ToArray();
        ReportInvariants(results, findings);
        ReportEntries(document, texts, findings);
        ReportRules(document, tools, texts, findings);
        new RegexCheck(texts, findings).Check(document.Written.Root);
        foreach (var warning in reading.Warnings)
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.Questionable, warning.Path, warning.Message));
        }

        foreach (var warning in server is null ? [] : ToolCheck.Find(reading, server))
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.SchemaHole, warning.Path, warning.Message));
        }

        return Sum(findings, results);
    }

    /// <summary>Checks invariants only.</summary>
    /// <returns>The violated ones and those that are not decided.</returns>
    /// <inheritdoc cref="Of"/>
    public static PolicyVerification OfInvariants(PolicyReading reading, Invariants invariants, IReadOnlyCollection<string> tools)
    {
        var (texts, findings) = (new TextSets(new WorkBudget()), new FindingList());
        var results = new InvariantCheck(ComparedDocument.Of(reading), texts).Check(invariants, tools).ToArray();
        ReportInvariants(results, findings);
        return Sum(findings, results);
    }

    private static PolicyVerification Sum(FindingList findings, InvariantResult[] results) => new(findings.All)
    {
        Total = findings.Total,
        Proved = results.Count(result => result is { Witness: null, Why: null }),
        Violated = results.Count(result => result.Witness is not null),
        NotDecided = results.Count(result => result.Why is not null),
    };

    private static void ReportInvariants(IEnumerable<InvariantResult> results, FindingList findings)
    {
        foreach (var result in results)
        {
            if (result.Witness is { } witness)
            {
                findings.Add(new PolicyFinding(PolicyFindingCode.Violated, result.Invariant.Node.Pointer, $"This call must never pass and does: {result.Words}{(result.Invariant.Description is { } why ? $" ({why})" : "")}") { Witness = witness });
            }
            else if (result.Why is { } unknown)
            {
                findings.Add(new PolicyFinding(PolicyFindingCode.NotDecided, result.Invariant.Node.Pointer, $"Whether {result.Words} can pass is not decided, because {unknown}"));
            }
        }
    }

    private static void ReportEntries(ComparedDocument document, TextSets texts, FindingList findings)
    {
        var written = document.Written;
        var allTools = written.AllTools?.Rule ?? ToolRule.Empty;
        var unlisted = written.AllowsUnlisted ? new[] { new RuleInForce(allTools, ToolRule.Empty) } : [];
        var rules = written.Tools.Rules.Select(rule => new RuleInForce(allTools, rule.Rule)).Concat(unlisted).ToArray();
        var others = written.Resources.Rules.Concat(written.Prompts.Rules).Select(rule => new RuleInForce(ToolRule.Empty, rule.Rule));
        var effective = new HashSet<string>(StringComparer.Ordinal);
        var isDecided = true;
        EntryCheck? ofAllTools = null;
        foreach (var rule in rules.Concat(others))
        {
            var check = new EntryCheck(written, rule, texts, findings);
            check.Explore();
            check.Report(rule.Own, check.Effective);
            effective.UnionWith(check.Effective);
            isDecided &= check.IsDecided;
            ofAllTools ??= rules.Length > 0 && check.IsDecided ? check : null;
        }

        // An entry for all tools has no effect if it has none for any of them.
        if (isDecided)
        {
            ofAllTools?.Report(allTools, effective);
        }
    }

    private static void ReportRules(ComparedDocument document, IReadOnlyCollection<string> tools, TextSets texts, FindingList findings)
    {
        var names = new NameCells([document.NamesOf(Subject.Tool)], NameUniverse.Any, tools, [], texts);
        if (names.Obstacle is { } obstacle)
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.NotDecided, "/tools", $"Which rule applies to which name is not analysed, because {obstacle}"));
            return;
        }

        var used = names.Cells.Select(cell => document.Find(Subject.Tool, cell.Name).Rule?.Own.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var rule in document.Written.Tools.Rules.Where(rule => Glob.IsGlob(rule.Name) && !used.Contains(rule.Name)))
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.ShadowedRule, rule.Node.Pointer, $"Every name that {Node.Quote(rule.Name)} matches has a more exact rule or is hidden"));
        }
    }
}
