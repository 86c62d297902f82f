using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Analysis.Explanations;

/// <summary>Searches the call that differs in the fewest arguments from a given one and is decided otherwise.</summary>
internal static class NearestSearch
{
    private const int MaxShown = 60;

    /// <param name="json">The arguments of the call, a JSON object.</param>
    /// <param name="decide">Decides the call with other arguments.</param>
    public static NearestCall? Find(RuleInForce rule, byte[] json, Verdict verdict, Func<ReadOnlyMemory<byte>, Verdict> decide)
    {
        var space = CallSpace.Of([rule.AllTools, rule.Own], new TextSets(new WorkBudget()));
        using var arguments = JsonDocument.Parse(json);
        var members = space.All.Regions.Select(region => region.Group.PositionOf(json, arguments.RootElement)).ToArray();
        var leaves = new Exploration(space, new CellBudget(space.Texts.Work)).Explore(space.All, rule)
            .Where(leaf => leaf.Verdict is { } other && other != verdict)
            .Select(leaf => (Leaf: leaf, Changed: leaf.Cell.Regions.Where((region, at) => !region.Contains(members[at])).ToArray()))
            .OrderBy(each => each.Changed.Length)
            .ThenByDescending(each => each.Leaf.Verdict)
            .ThenBy(each => each.Leaf.Outcome == Outcome.NotEvaluable);
        foreach (var (leaf, changed) in leaves)
        {
            if (Change(arguments.RootElement, changed) is { } call && decide(call.Arguments) == leaf.Verdict)
            {
                return call with { Verdict = NameOf(leaf.Verdict.Value) };
            }
        }

        return null;
    }

    private static NearestCall? Change(JsonElement arguments, IReadOnlyCollection<Region> changed)
    {
        var (members, changes) = (new List<string>(), new List<string>());
        var byFolded = changed.ToDictionary(region => KeyFolding.Fold(region.Group.Key), StringComparer.Ordinal);
        foreach (var member in arguments.EnumerateObject().Where(member => !byFolded.ContainsKey(KeyFolding.Fold(member.Name))))
        {
            members.Add($"{OperandText.Quote(member.Name)}:{member.Value.GetRawText()}");
        }

        foreach (var region in changed)
        {
            if (region.Pick() is not { } picked)
            {
                return null;
            }

            var before = arguments.EnumerateObject().Where(member => KeyFolding.Fold(member.Name) == KeyFolding.Fold(region.Group.Key)).Select(member => $"{VisibleText.Of(member.Name)}: {Short(member.Value.GetRawText())}").ToArray();
            var after = picked.Length == 0 ? "nothing" : Short(picked[(OperandText.Quote(region.Group.Key).Length + 1)..]);
            changes.Add($"{(before.Length == 0 ? $"{region.Group.Key}: nothing" : string.Join(", ", before))} → {after}");
            if (picked.Length > 0)
            {
                members.Add(picked);
            }
        }

        return new NearestCall("", Encoding.UTF8.GetBytes($"{{{string.Join(",", members)}}}"), changes);
    }

    private static string Short(string json) => VisibleText.Of(json, MaxShown);

    private static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Allow => "allow",
        Verdict.Hold => "hold",
        _ => "deny",
    };
}
