using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using Xunit.Abstractions;

namespace FuncGateway.Policies.Tests.Analysis.Diffs;

public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Calls = 400;

    public static TheoryData<string> Samples => new(SamplePolicies.Names);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Compare_AfterEveryMutation_FindsWhatRandomCallsShowAndNothingElse(string sample)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var document = SamplePolicies.Read(sample);
        var before = Read(document)!;
        var (found, silent) = (0, 0);
        foreach (var (what, mutated) in MutatedPolicy.Of(document))
        {
            if (Read(mutated) is not { } after)
            {
                continue;
            }

            var diff = PolicyComparison.Compare(before, after, []);
            var shown = RandomCalls.Of(document, mutated, new Random(seed), Calls).FirstOrDefault(call => Differ(before, after, call));
            Assert.True(shown.Name is null || diff.Changes.Any(change => change.Kind is ChangeKind.Verdict) || diff.NotDecided.Count > 0, $"{what}: nothing found, but {shown} differs");
            Assert.True(diff.NotDecided.Count == 0, $"{what}: not decided because {string.Join(", ", diff.NotDecided.Select(part => part.Why))}");
            AssertIsShown(what, diff, before, after);
            found += diff.Changes.Count > 0 ? 1 : 0;
            silent += diff.Changes.Count == 0 ? 1 : 0;
        }

        output.WriteLine($"{found} mutations change something, {silent} do not");
        Assert.True(found > 0);
    }

    [Theory]
    [InlineData("max", "31", ChangeEffect.Opens)]
    [InlineData("max", "29", ChangeEffect.Tighter)]
    [InlineData("window", "\"hour\"", ChangeEffect.Tighter)]
    [InlineData("window", "30", ChangeEffect.Opens)]
    [InlineData("scope", "\"server\"", ChangeEffect.Tighter)]
    [InlineData("increment_from", "\"args.n\"", ChangeEffect.Opens)]
    public void Compare_AChangedLimit_IsTighterOrOpens(string field, string value, ChangeEffect effect)
    {
        const string Limit = """{"counter":"c","window":"minute","max":30}""";
        var changed = JsonNode.Parse(Limit)!;
        changed[field] = JsonNode.Parse(value);
        var diff = PolicyComparison.Compare(Of(Limit), Of(changed.ToJsonString()), []);
        Assert.Contains(diff.Changes, change => change.Kind == ChangeKind.Limit && change.Effect == effect);
    }

    [Theory]
    [InlineData("""{"counter":"other","window":"minute","max":30}""")]
    [InlineData("""{"counter":"c","window":60,"max":30,"on_deny":"Slowly."}""")]
    [InlineData("""{"counter":"c","window":"minute","max":30},{"counter":"d","window":"hour","max":1800}""")]
    public void Compare_ALimitThatLetsTheSameThrough_IsNoChange(string limits) =>
        Assert.Equal(DiffResult.None, PolicyComparison.Compare(Of("""{"counter":"c","window":"minute","max":30}"""), Of(limits), []).Result);

    private static PolicyReading Of(string limits) => Read($$"""{"version":"1","default":"deny","tools":{"a":{"limits":[{{limits}}]} } }""")!;

    // A verdict that is said to change does, for the call that is shown; and what is about names and limits is in the documents.
    private static void AssertIsShown(string what, PolicyDiff diff, PolicyReading before, PolicyReading after)
    {
        foreach (var change in diff.Changes.Where(change => change.Kind == ChangeKind.Verdict))
        {
            var subject = change.Subject switch { "tool" => Subject.Tool, "prompt" => Subject.Prompt, _ => Subject.Resource };
            Assert.True(Differ(before, after, (subject, change.Witness!.Name, Encoding.UTF8.GetString(change.Witness.Arguments.Span))), $"{what}: {change} is not so");
        }
    }

    private static bool Differ(PolicyReading before, PolicyReading after, (Subject Subject, string Name, string Arguments) call)
    {
        var request = new Witness(call.Name, Encoding.UTF8.GetBytes(call.Arguments));
        return ComparedDocument.Of(before).Decide(call.Subject, request) != ComparedDocument.Of(after).Decide(call.Subject, request);
    }

    private static PolicyReading? Read(string document) => PolicyReader.Read(Encoding.UTF8.GetBytes(document)) is { Policy: not null } reading ? reading : null;
}
