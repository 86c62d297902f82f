using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>Collects what a comparison finds. Changes by the same rules are one, shown by the shortest request.</summary>
internal sealed class DiffReport
{
    private const int ShortRequest = 24;
    private const int MaxUndecided = 100;

    private readonly Dictionary<(ChangeKind, string, string, string, string, string, string), AccessChange> _changes = [];
    private readonly HashSet<UndecidedPart> _undecided = [];

    public static string NameOf(Subject subject) => subject switch
    {
        Subject.Tool => "tool",
        Subject.Prompt => "prompt",
        _ => "resource",
    };

    public static string NameOf(AccessVerdict verdict) => verdict switch
    {
        AccessVerdict.Allow => "allow",
        AccessVerdict.Hold => "hold",
        AccessVerdict.Hidden => "hidden",
        _ => "deny",
    };

    public void Add(AccessChange change)
    {
        var key = (change.Kind, change.Subject, change.Name, change.From, change.To, change.RuleBefore, change.RuleAfter);
        if (!_changes.TryGetValue(key, out var known) || (known.IsEvaluable == change.IsEvaluable ? known.Witness?.Arguments.Length > change.Witness?.Arguments.Length : change.IsEvaluable))
        {
            _changes[key] = change;
        }
    }

    /// <summary>Whether the change has been shown by a request that is short enough.</summary>
    public bool HasShort(Subject subject, string name, (AccessVerdict Verdict, string Rule) old, (AccessVerdict Verdict, string Rule) now) =>
        _changes.TryGetValue((ChangeKind.Verdict, NameOf(subject), name, NameOf(old.Verdict), NameOf(now.Verdict), old.Rule, now.Rule), out var known)
        && known.IsEvaluable && known.Witness?.Arguments.Length <= ShortRequest;

    public void AddUndecided(Subject subject, string name, string rule, string why)
    {
        if (_undecided.Count < MaxUndecided)
        {
            _undecided.Add(new UndecidedPart(NameOf(subject), name, rule, why));
        }
    }

    public PolicyDiff ToDiff()
    {
        var changes = _changes.Values.OrderByDescending(change => change.Effect).ToArray();
        var result = Array.Exists(changes, change => change.Effect == ChangeEffect.Opens) ? DiffResult.OpensAccess
            : _undecided.Count > 0 ? DiffResult.NotDecided
            : changes.Length > 0 ? DiffResult.OnlyTighter
            : DiffResult.None;
        return new PolicyDiff(result, changes.Length > PolicyDiff.MaxChanges ? changes[..PolicyDiff.MaxChanges] : changes, [.. _undecided]) { Total = changes.Length };
    }
}
