using FuncGateway.Policies.Analysis.Words;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Explanations;

/// <summary>Explains decisions.</summary>
public static class Explanation
{
    private static readonly byte[] NoArguments = "{}"u8.ToArray();

    /// <summary>Explains the decision on a call of a tool, on getting a prompt or on reading a resource.</summary>
    /// <param name="name">The tool, prompt or URI.</param>
    /// <param name="arguments">A JSON object without repeated keys; empty for none. Not used for a resource.</param>
    /// <exception cref="ArgumentException">The document has problems.</exception>
    public static CallExplanation Of(PolicyReading reading, Subject subject, string name, ReadOnlyMemory<byte> arguments)
    {
        if (reading is not { Policy: { } policy, Written: { } written })
        {
            throw new ArgumentException("The document has problems.", nameof(reading));
        }

        if (!policy.TryFindRule(subject, name, out var rule, out var refusal))
        {
            return new CallExplanation([], null, HintOf(refusal, subject));
        }

        var json = subject == Subject.Resource ? Policy.UriArgument(name) : arguments.IsEmpty ? NoArguments : arguments.ToArray();
        var entries = Entries(written, rule, json);
        var decision = rule.Decide(json);
        var nearest = subject == Subject.Resource || !rule.ReadsArguments || decision.Reason is Reason.ByEntry { Pointer: var pointer } && IsAlways(rule, pointer)
            ? null
            : NearestSearch.Find(rule, json, decision.FirstVerdict, changed => rule.Decide(changed).FirstVerdict);
        return new CallExplanation(entries, nearest, null);
    }

    private static bool IsAlways(RuleInForce rule, string pointer) => rule.DeniesAlways && (rule.Own.DenyingAlways ?? rule.AllTools.DenyingAlways)?.Pointer == pointer;

    private static string HintOf(Reason refusal, Subject subject) => refusal switch
    {
        { IsHidden: true } => "an entry of hide names it",
        Reason.DefaultDeny => $"no rule names the {subject.ToString().ToLowerInvariant()}, and the default denies",
        Reason.ByEntry entry => $"{entry.Pointer} denies what no rule names",
        Reason.NameTooLong => "the name is too long to be judged",
        _ => "the name can be taken for another one; the exact name is judged",
    };

    private static List<ExplainedEntry> Entries(DocumentAsWritten written, RuleInForce rule, byte[] json)
    {
        var (all, own) = (ArgumentReading.Of(rule.AllTools.Paths, json), ArgumentReading.Of(rule.Own.Paths, json));
        try
        {
            var entries = new List<ExplainedEntry>();
            var trace = new Trace(written, entries);
            trace.Add("require", rule.AllTools.Require, all, Outcome.Fails);
            trace.Add("require", rule.Own.Require, own, Outcome.Fails);
            trace.Add("deny_if", rule.AllTools.DenyIf, all, Outcome.Holds);
            trace.Add("deny_if", rule.Own.DenyIf, own, Outcome.Holds);
            trace.Add("require_approval", rule.Own.RequireApproval, own, Outcome.Holds);
            trace.Add("require_approval", rule.AllTools.RequireApproval, all, Outcome.Holds);
            return entries;
        }
        finally
        {
            own.Return();
            all.Return();
        }
    }

    private sealed class Trace(DocumentAsWritten written, List<ExplainedEntry> entries)
    {
        private bool _isDecided;

        /// <param name="deciding">The outcome of the conditions with which an entry decides.</param>
        public void Add(string kind, IReadOnlyList<Entry> list, ArgumentReading reading, Outcome deciding)
        {
            foreach (var entry in list)
            {
                var outcome = entry.Conditions.Evaluate(reading);
                var said = _isDecided ? EntryOutcome.NotReached
                    : outcome == Outcome.NotEvaluable ? EntryOutcome.NotEvaluable
                    : outcome != deciding ? EntryOutcome.Passes
                    : kind == "require_approval" ? EntryOutcome.Asks
                    : EntryOutcome.Denies;
                entries.Add(new ExplainedEntry(kind, entry.Pointer, said, Conditions(entry, reading)));

                // An entry that asks does not end the judgement: a later one may still deny.
                _isDecided |= said is EntryOutcome.Denies or EntryOutcome.NotEvaluable;
            }
        }

        private List<ExplainedCondition> Conditions(Entry entry, ArgumentReading reading)
        {
            var nodes = ConditionWords.Find(written.Root, entry.Pointer) is { } node && node.Children.Find(child => child.Name == "conditions") is { } list ? Leaves(list).ToArray() : [];
            return [.. Leaves(entry.Conditions).Zip(nodes).Select(pair => Explain(pair.First, pair.Second, reading))];
        }

        private static ExplainedCondition Explain(ArgumentCondition condition, Node node, ArgumentReading reading)
        {
            var outcome = condition.Evaluate(reading);
            return new ExplainedCondition(
                condition.Path.Text,
                ConditionWords.Of(node),
                SeenValue.Of(reading, condition.Slot),
                outcome == Outcome.NotEvaluable ? ConditionOutcome.NotEvaluable : outcome == Outcome.Holds != condition.IsNegated ? ConditionOutcome.Holds : ConditionOutcome.Fails);
        }

        private static IEnumerable<ArgumentCondition> Leaves(Condition condition) => condition switch
        {
            ArgumentCondition one => [one],
            ConditionGroup group => group.Conditions.SelectMany(Leaves),
            _ => [],
        };

        // The conditions with a path, in document order: as they were compiled.
        private static IEnumerable<Node> Leaves(Node node) => node.IsList ? node.Children.SelectMany(Leaves)
            : node.Children.Find(child => child.Name is "any" or "all" or "not") is { } group ? Leaves(group)
            : [node];
    }
}
