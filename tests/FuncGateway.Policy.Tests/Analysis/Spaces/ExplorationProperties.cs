using System.Text;
using CsCheck;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Analysis.Spaces;

public sealed class ExplorationProperties
{
    [Fact]
    public void Explore_EveryCallIsInOnePartAndDecidedAsItSays() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule, GeneratedRule.Arguments.Array[20]).Sample(
            (allTools, rule, calls) =>
            {
                var policy = Policies.Read(GeneratedRule.Document(allTools, rule));
                var leaves = Explore(policy);
                foreach (var arguments in calls)
                {
                    var json = Encoding.UTF8.GetBytes(arguments);
                    var decision = policy.Decide(new ToolCall("a", json));
                    var decided = leaves.Where(leaf => leaf.Why is null && leaf.Cell.Contains(json)).ToArray();
                    var undecided = leaves.Where(leaf => leaf.Why is not null && leaf.Cell.Contains(json));
                    Assert.True(decided.Length == 1 || undecided.Any(), $"{arguments} is in {decided.Length} parts");
                    Assert.All(decided, leaf => Assert.True(undecided.Any() || leaf.Verdict == decision.FirstVerdict, $"{arguments}: {leaf.Verdict} by {leaf.Rule}, but {decision.FirstVerdict} by {decision.Reason.Rule}"));
                }
            },
            iter: 2_000);

    [Fact]
    public void Pick_OfEveryPart_IsDecidedAsThePartSays() =>
        Gen.Select(GeneratedRule.AllTools, GeneratedRule.Rule).Sample(
            (allTools, rule) =>
            {
                var policy = Policies.Read(GeneratedRule.Document(allTools, rule));
                foreach (var leaf in Explore(policy))
                {
                    if (leaf.Verdict is { } verdict && leaf.Cell.Pick() is { } arguments)
                    {
                        var decision = policy.Decide(new ToolCall("a", arguments));
                        Assert.True(decision.FirstVerdict == verdict, $"{Encoding.UTF8.GetString(arguments)}: {verdict} by {leaf.Rule}, but {decision.FirstVerdict} by {decision.Reason.Rule}");
                        Assert.True(decision.Verdict != Verdict.Deny || decision.Reason is Reason.AmbiguousArgument || decision.Reason.Rule == leaf.Rule, $"{leaf.Rule}, but {decision.Reason.Rule}");
                    }
                }
            },
            iter: 2_000);

    private static IReadOnlyList<Leaf> Explore(Policy policy)
    {
        Assert.True(policy.Sections.Tools.TryFind("a", out var rule, out _));
        var space = CallSpace.Of([rule.AllTools, rule.Own], new TextSets(new WorkBudget()));
        return new Exploration(space, new CellBudget(space.Texts.Work)).Explore(space.All, rule);
    }
}
