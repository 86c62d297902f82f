using System.Text;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Replays;

/// <summary>Decides recorded requests under a policy that is not in force: exactly if their arguments were recorded, otherwise as far as their names tell. Not thread-safe.</summary>
public sealed class DraftJudge
{
    private const string NotRecorded = "argument values decide, and they were not recorded";
    private readonly Policy _policy;
    private readonly TextSets _texts = new(new WorkBudget());
    private readonly Dictionary<RuleInForce, CallSpace> _spaces = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(RuleInForce Rule, string Keys), DraftDecision> _byKeys = [];

    /// <exception cref="ArgumentException">The document has problems.</exception>
    public DraftJudge(PolicyReading reading) => _policy = reading.Policy ?? throw new ArgumentException("The document has problems.", nameof(reading));

    /// <summary>Whether the policy is in shadow mode: then every request is allowed, whatever is decided.</summary>
    public bool IsShadow => _policy.IsShadow;

    /// <summary>Decides a request whose arguments are known.</summary>
    /// <param name="arguments">A JSON object; empty for none. Of a resource they are not used.</param>
    public DraftDecision Decide(Subject subject, string name, ReadOnlyMemory<byte> arguments)
    {
        var decision = subject switch
        {
            Subject.Tool => _policy.Decide(new ToolCall(name, arguments)),
            Subject.Prompt => _policy.DecidePrompt(name, arguments),
            _ => _policy.DecideResource(name),
        };
        var verdict = decision.Reason.IsHidden ? AccessVerdict.Hidden : ComparedDocument.Of(decision.Verdict);
        return new DraftDecision(verdict, decision.Reason.Rule, [.. decision.Charges.Select(charge => new DraftCharge(charge.Limit, charge.Amount))]);
    }

    /// <summary>Decides a request of which only the names of its arguments are known.</summary>
    /// <param name="keys">The keys of the arguments; null if they are not known.</param>
    public DraftDecision DecideByKeys(Subject subject, string name, IReadOnlyList<string>? keys)
    {
        if (!_policy.TryFindRule(subject, name, out var rule, out _))
        {
            return Decide(subject, name, default);
        }

        if (!rule.ReadsArguments || subject == Subject.Resource)
        {
            return subject == Subject.Resource && rule.ReadsArguments ? Unknown(NotRecorded) : Decide(subject, name, default);
        }

        if (keys is null)
        {
            return rule.DeniesAlways ? Decide(subject, name, default) with { Rule = rule.Describe().Rule } : Unknown(NotRecorded);
        }

        var known = (rule, string.Join('\n', keys));
        if (!_byKeys.TryGetValue(known, out var decision))
        {
            _byKeys.Add(known, decision = Decide(rule, keys));
        }

        return decision;
    }

    private DraftDecision Decide(RuleInForce rule, IReadOnlyList<string> keys)
    {
        if (!_spaces.TryGetValue(rule, out var space))
        {
            _spaces.Add(rule, space = CallSpace.Of([rule.AllTools, rule.Own], _texts));
        }

        var leaves = new Exploration(space, new CellBudget(_texts.Work)).Explore(space.All with { Regions = [.. space.All.Regions.Select(region => Restrict(region, keys))] }, rule)
            .Where(leaf => leaf.Why is not null || leaf.Cell.Pick() is not null)
            .Where(leaf => !leaf.IsOverLimit)
            .ToArray();
        if (Array.Find(leaves, leaf => leaf.Why is not null) is { Why: { } why })
        {
            return Unknown(why);
        }

        if (leaves.Length == 0 || leaves.DistinctBy(leaf => leaf.Verdict).Count() > 1)
        {
            return Unknown(NotRecorded);
        }

        var verdict = ComparedDocument.Of(leaves[0].Verdict!.Value);
        var rules = leaves.Select(leaf => leaf.Rule).Distinct(StringComparer.Ordinal).ToArray();
        var charges = verdict is AccessVerdict.Allow or AccessVerdict.Hold ? rule.Own.Limits.Concat(rule.AllTools.Limits) : [];
        return new DraftDecision(
            verdict,
            verdict == AccessVerdict.Allow ? "" : rules.Length == 1 ? rules[0] : "(one of several)",
            [.. charges.Select(limit => new DraftCharge(limit, limit.IncrementFrom is null ? 1 : null))]);
    }

    // What a member of the arguments can be if these are their keys.
    private static Region Restrict(Region region, IReadOnlyList<string> keys)
    {
        var (key, folded) = (region.Group.Key, KeyFolding.Fold(region.Group.Key));
        if (keys.FirstOrDefault(other => other != key && KeyFolding.Fold(other) is var alike && (alike == folded || alike == "__proto__")) is { } other)
        {
            var ambiguous = region.Group.SampleOf(Encoding.UTF8.GetBytes($"{{{OperandText.Quote(other)}:0}}"));
            return new Region(region.Group, ambiguous < 0 ? [] : [ambiguous], null);
        }

        // The first sample is that of an absent member, and of every value that is judged as one.
        return keys.Contains(key) ? region : new Region(region.Group, [0], null);
    }

    private static DraftDecision Unknown(string why) => new(null, "", [], why);
}
