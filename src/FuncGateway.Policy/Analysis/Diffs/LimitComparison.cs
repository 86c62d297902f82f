using System.Globalization;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>Compares the limits of two rules for the same tool.</summary>
internal static class LimitComparison
{
    /// <summary>Returns a change for each limit that differs and is not made up for by another one.</summary>
    public static IEnumerable<(Limit? Before, Limit? After, ChangeEffect Effect)> Compare(RuleInForce before, RuleInForce after)
    {
        var (old, now) = (Of(before), Of(after));
        var lost = old.Where(limit => !now.Exists(each => Implies(each, limit))).ToList();
        var added = now.Where(limit => !old.Exists(each => Implies(each, limit))).ToList();
        foreach (var limit in lost)
        {
            var successor = added.Find(each => IsSuccessor(each.Limit, limit.Limit)) ?? now.Find(each => IsSuccessor(each.Limit, limit.Limit));
            yield return (limit.Limit, successor?.Limit, ChangeEffect.Opens);
        }

        foreach (var limit in added.Where(limit => !lost.Exists(each => IsSuccessor(limit.Limit, each.Limit))))
        {
            yield return (old.Find(each => IsSuccessor(limit.Limit, each.Limit))?.Limit, limit.Limit, ChangeEffect.Tighter);
        }
    }

    /// <summary>Describes a limit, such as <c>daily_spend: 50000 of amount per day for each grant</c>.</summary>
    public static string Words(Limit? limit) => limit is null ? "no limit"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{limit.Counter}: {limit.Max:0.############################}{(limit.IncrementFrom is { } source ? $" of {source.Path.Text}" : "")} per {limit.Window.Name}{(limit.Scope == Scope.Server ? " for all grants together" : "")}");

    private static List<Counted> Of(RuleInForce rule) =>
        [.. rule.Own.Limits.Select(limit => new Counted(limit, rule.Own.Name)), .. rule.AllTools.Limits.Select(limit => new Counted(limit, null))];

    // A limit implies another if every sequence of calls that it lets through is let through by the other one too.
    private static bool Implies(Counted one, Counted other)
    {
        var (limit, implied) = (one.Limit, other.Limit);
        if (!CountsAtLeast(one.RuleName, other.RuleName)
            || limit.IncrementFrom?.Path.Text != implied.IncrementFrom?.Path.Text
            || (limit.Scope == Scope.Grant && implied.Scope == Scope.Server))
        {
            return false;
        }

        // Windows are aligned, so one whose length divides another's lies inside it.
        var (window, length) = (limit.Window.Seconds, implied.Window.Seconds);
        return (window % length == 0 && limit.Max <= implied.Max)
            || (length % window == 0 && implied.Max / (length / window) >= limit.Max);
    }

    // The limit of a pattern counts all tools of the pattern together. The one for all tools has no name.
    private static bool CountsAtLeast(string? one, string? other) =>
        one is null || (other is not null && (one == other || (Glob.IsGlob(one) && new Glob(one).Matches(other))));

    private static bool IsSuccessor(Limit after, Limit before) =>
        after.Counter == before.Counter && after.Pointer.StartsWith("/all_tools/", StringComparison.Ordinal) == before.Pointer.StartsWith("/all_tools/", StringComparison.Ordinal);

    private sealed record Counted(Limit Limit, string? RuleName);
}
