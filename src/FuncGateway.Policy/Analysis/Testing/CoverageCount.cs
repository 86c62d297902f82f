using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Notes which entries and which cells the calls of tests touch.</summary>
internal sealed class CoverageCount(ComparedDocument document)
{
    /// <summary>How much of the arguments is read in a step of the <see cref="WorkBudget"/>.</summary>
    public const int BytesPerStep = 64;

    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<RuleInForce, HashSet<TestCall>> _calls = new(ReferenceEqualityComparer.Instance);

    /// <param name="reason">What decided the call. An entry that could only not evaluate it is not tested by it.</param>
    public void Add(TestCall call, Reason reason)
    {
        if (reason is Reason.ByEntry or Reason.ApprovalRequired or Reason.LimitReached)
        {
            _rules.Add(reason.Rule);
        }

        if (!document.Policy.TryFindRule(call.Subject, call.Name, out var found, out _))
        {
            return;
        }

        if (reason is Reason.Allowed)
        {
            _rules.Add(found.Own.Pointer);
        }

        if (!_calls.TryGetValue(found, out var calls))
        {
            _calls.Add(found, calls = new(ReferenceEqualityComparer.Instance));
        }

        calls.Add(call);
    }

    public TestCoverage ToCoverage()
    {
        var entries = document.Written.Sections.SelectMany(section => section.Rules).Select(rule => rule.Rule).Concat(document.Written.AllTools is { } all ? [all.Rule] : []).SelectMany(PointersOf).ToArray();
        var (cells, covered, uncovered, undecided) = (0, 0, new List<UncoveredCell>(), new HashSet<string>(StringComparer.Ordinal));
        var texts = new TextSets(new WorkBudget());
        foreach (var (name, rule) in RulesWithNames(texts))
        {
            var space = CallSpace.Of([rule.AllTools, rule.Own], texts);
            foreach (var leaf in new Exploration(space, new CellBudget(texts.Work)).Explore(space.All, rule))
            {
                if (leaf.Verdict is not { } verdict || texts.Work.IsSpent)
                {
                    undecided.Add(leaf.Rule);
                    continue;
                }

                var isCovered = _calls.TryGetValue(rule, out var calls) && calls.Any(call => IsIn(leaf.Cell, call.Arguments, texts.Work));
                if (isCovered || leaf.Cell.Pick() is not { } arguments)
                {
                    (cells, covered) = isCovered ? (cells + 1, covered + 1) : (cells, covered);
                    continue;
                }

                cells++;
                if (uncovered.Count < TestCoverage.MaxCells)
                {
                    uncovered.Add(new UncoveredCell(DiffReport.NameOf(ComparedDocument.Of(verdict)), leaf.Rule, new Witness(name, arguments)));
                }
            }
        }

        return new TestCoverage(entries.Length, [.. entries.Where(entry => !_rules.Contains(entry))], cells, covered, uncovered, [.. undecided]);
    }

    private static bool IsIn(Cell cell, byte[] arguments, WorkBudget work)
    {
        work.Take(1 + (arguments.Length / BytesPerStep));
        return !work.IsSpent && cell.Contains(arguments);
    }

    private static IEnumerable<string> PointersOf(ToolRule rule)
    {
        var entries = rule.Require.Concat(rule.DenyIf).Concat(rule.RequireApproval).Select(entry => entry.Pointer).Concat(rule.Limits.Select(limit => limit.Pointer)).ToArray();
        return entries.Length == 0 && rule.Name.Length > 0 ? [rule.Pointer] : entries;
    }

    // The rules for tools and prompts, each with a name that it applies to. A resource has no arguments that could divide its requests further than its URI.
    private IEnumerable<(string Name, RuleInForce Rule)> RulesWithNames(TextSets texts)
    {
        var known = new HashSet<RuleInForce>(ReferenceEqualityComparer.Instance);
        foreach (var subject in new[] { Subject.Tool, Subject.Prompt })
        {
            var names = new NameCells([document.NamesOf(subject)], NameUniverse.Any, [], [], texts);
            foreach (var cell in names.Cells)
            {
                if (document.Policy.TryFindRule(subject, cell.Name, out var rule, out _) && known.Add(rule))
                {
                    yield return (cell.Name, rule);
                }
            }
        }
    }
}
