using System.Text;
using CsCheck;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests.Analysis.Diffs;

public sealed class ComparisonProperties
{
    private static readonly string[] Tools = ["a", "b", "ab", "a_x", "a_y", "A", "a ", "drop", "Drop", "other"];
    private static readonly string[] Uris = ["docs://a", "docs://b", "docs://x/y", "file:///etc", "DOCS://a", "docs://%61", "docs://..", "mem://a"];

    private static readonly Gen<string> Names = Gen.OneOf("[]", "[\"drop\"]", "[\"a_*\"]", "[\"*\"]", "[\"b\",\"A\"]");
    private static readonly Gen<string> ToolRules = Gen.Select(GeneratedRule.Rule, GeneratedRule.Rule, Gen.OneOf("a", "b", "ab"), Gen.OneOf("a*", "a_*", "*x", "D*"), Gen.Int[0, 3], (one, other, name, glob, which) =>
        which switch { 0 => "{}", 1 => $$"""{"{{name}}":{{one}} }""", 2 => $$"""{"{{glob}}":{{one}} }""", _ => $$"""{"{{name}}":{{one}},"{{glob}}":{{other}} }""" });

    private static readonly Gen<string> UriRule = Gen.OneOf(
        "{}",
        """{"deny_if":[{"conditions":[{"path":"args.uri","op":"regex","value":"a$"}]}]}""",
        """{"require":[{"conditions":[{"path":"args.uri","op":"contains","value":"x"}]}]}""",
        """{"deny_if":[{"conditions":[{"path":"args.uri","op":"in","value":["docs://a","mem://a"]}]}]}""",
        """{"deny_if":[{"conditions":[]}]}""");

    private static readonly Gen<string> Resources = Gen.Select(UriRule, UriRule, Gen.Int[0, 4], (one, other, which) =>
        which switch { 0 => "\"allow\"", 1 => "\"deny\"", 2 => $$"""{"docs://*":{{one}} }""", 3 => $$"""{"docs://a":{{one}},"*":{{other}} }""", _ => $$"""{"*://a":{{one}},"docs://*":{{other}} }""" });

    private static readonly Gen<string> Document = Gen.Select(
        Gen.Bool, Names, GeneratedRule.AllTools, ToolRules, Gen.Bool, Resources,
        (allows, hidden, allTools, tools, listsAll, resources) =>
            $$"""{"version":"1","default":"{{(allows ? "allow" : "deny")}}","list":"{{(listsAll ? "all" : "allowed")}}","hide":{{hidden}},"all_tools":{{allTools}},"tools":{{tools}},"resources":{{resources}} }""");

    // Mostly two documents that differ in one part, as revisions do.
    private static readonly Gen<(string Before, string After)> Revisions = Gen.Frequency(
        (1, Gen.Select(Document, Document)),
        (2, Gen.Select(ToolRules, ToolRules, Gen.Bool, (one, other, allows) => (Of(one, allows), Of(other, allows)))));

    [Fact]
    public void Compare_NeverMissesWhatARandomRequestShows() =>
        Gen.Select(Revisions, GeneratedRule.Arguments.Array[8]).Sample(
            (revisions, calls) =>
            {
                var (before, after) = (ComparedDocument.Of(Read(revisions.Before)), ComparedDocument.Of(Read(revisions.After)));
                var diff = PolicyComparison.Compare(Read(revisions.Before), Read(revisions.After), []);
                foreach (var (subject, request) in Tools.SelectMany(tool => calls.Select(arguments => (Subject.Tool, new Witness(tool, Encoding.UTF8.GetBytes(arguments)))))
                    .Concat(Uris.Select(uri => (Subject.Resource, new Witness(uri, default)))))
                {
                    var (old, now) = (before.Decide(subject, request), after.Decide(subject, request));
                    Assert.True(old >= now || diff.Result is DiffResult.OpensAccess or DiffResult.NotDecided, $"{diff.Result}, but {request.Name} {Encoding.UTF8.GetString(request.Arguments.Span)} goes from {old} to {now}");
                    Assert.True(old == now || diff.Result != DiffResult.None, $"no difference, but {request.Name} {Encoding.UTF8.GetString(request.Arguments.Span)} goes from {old} to {now}");
                }

                Assert.All(diff.Changes, change => AssertShown(change, before, after));
            },
            iter: 1_500);

    // Most plain names look like one of these patterns, and are refused for it in both documents.
    [Theory]
    [InlineData("""{"version":"1","default":"deny","tools":{"*":{"deny_if":[{"conditions":[]}]},"A*":{}}}""", """{"version":"1","default":"deny","tools":{"*":{},"A*":{}}}""")]
    [InlineData("""{"version":"1","default":"deny","tools":{"ſ":{"deny_if":[{"conditions":[]}]},"ı*":{},"A*":{}}}""", """{"version":"1","default":"allow","tools":{"ſ":{"deny_if":[{"conditions":[]}]},"ı*":{},"A*":{}}}""")]
    public void Compare_PatternsThatOtherNamesLookLike_FindsWhatOpens(string before, string after) =>
        Assert.Contains(PolicyComparison.Compare(Read(before), Read(after), []).Changes, change => change is { Kind: ChangeKind.Verdict, Subject: "tool", To: "allow" });

    // Percent-encoded URIs are not refused as such.
    [Theory]
    [InlineData("\"default\":\"allow\",\"resources\":{\"docs://secret%20*\":{\"deny_if\":[{\"conditions\":[]}]}}", "\"default\":\"allow\"", "docs://secret%20")]
    [InlineData("\"default\":\"deny\",\"resources\":{\"docs://x\":{}}", "\"default\":\"deny\",\"resources\":{\"docs://x\":{},\"docs://a%20*\":{}}", "docs://a%20")]
    [InlineData("\"default\":\"deny\",\"resources\":{\"docs://*\":{\"deny_if\":[{\"conditions\":[{\"path\":\"args.uri\",\"op\":\"regex\",\"value\":\"%20\"}]}]}}", "\"default\":\"deny\",\"resources\":{\"docs://*\":{}}", "docs://%20")]
    [InlineData("\"default\":\"allow\",\"resources\":{\"docs://secret*\":{\"deny_if\":[{\"conditions\":[]}]}}", "\"default\":\"allow\",\"resources\":{\"docs://secret*\":{\"deny_if\":[{\"conditions\":[{\"not\":{\"path\":\"args.uri\",\"op\":\"regex\",\"value\":\"%\"}}]}]}}", "docs://secret%")]
    public void Compare_UrisWithPercentEncoding_FindsWhatOpens(string before, string after, string uri) =>
        Assert.Contains(PolicyComparison.Compare(Read($$"""{"version":"1",{{before}} }"""), Read($$"""{"version":"1",{{after}} }"""), []).Changes, change => change.To == "allow" && change.Witness!.Name.StartsWith(uri, StringComparison.Ordinal));

    // What looks like a name that only one document has is decided by a pattern of the other.
    [Theory]
    [InlineData("\"list_items\":{},\"LIST_items*\":{}", "\"LIST_items*\":{}", "LIST_items")]
    [InlineData("\"abc\":{},\"ABc*\":{}", "\"ABc*\":{}", "ABc")]
    [InlineData("\"abc\":{},\"A*\":{},\"*Bc\":{}", "\"A*\":{},\"*Bc\":{}", "ABc")]
    [InlineData("\"get_item\":{},\"get_*\":{}", "\"get_*\":{}", "get_Item")]
    [InlineData("\"get_1\":{},\"get_*\":{}", "\"get_*\":{}", "get_\u200b1")]
    public void Compare_NamesThatLookLikeARemovedOne_FindsWhatOpens(string before, string after, string tool)
    {
        var (old, now) = (ComparedDocument.Of(Read(Of($"{{{before}}}", allows: false))), ComparedDocument.Of(Read(Of($"{{{after}}}", allows: false))));
        Assert.Equal((AccessVerdict.Deny, AccessVerdict.Allow), (old.Decide(Subject.Tool, new Witness(tool, default)), now.Decide(Subject.Tool, new Witness(tool, default))));

        var diff = PolicyComparison.Compare(Read(Of($"{{{before}}}", allows: false)), Read(Of($"{{{after}}}", allows: false)), []);

        Assert.Contains(diff.Changes, change => change is { Kind: ChangeKind.Verdict, From: "deny", To: "allow" });
    }

    // Which names look like both patterns is not known exactly.
    [Fact]
    public void Compare_PatternsThatDifferInCase_IsNotSaidToOpenNothing() =>
        Assert.Contains(
            PolicyComparison.Compare(Read(Of("""{"list_*":{},"LiSt_x*":{}}""", allows: false)), Read(Of("""{"LiSt_x*":{}}""", allows: false)), []).Result,
            new[] { DiffResult.OpensAccess, DiffResult.NotDecided });

    [Fact]
    public void Compare_RandomNamesAndPatterns_NeverMissesALookAlike()
    {
        var name = Gen.Select(Gen.OneOf("a", "A", "b", "B", "ab", "AB", "aB", "*", "1").Array[1, 3], parts => string.Concat(parts)).Where(text => text.Length > 0 && !text.Contains("**", StringComparison.Ordinal));
        var rules = name.Array[1, 4].Select(names => names.Distinct(StringComparer.Ordinal).ToArray());
        var calls = Gen.OneOf("a", "A", "b", "B", "\u200b", " ", "1").Array[1, 5].Select(parts => string.Concat(parts)).Array[200];
        Gen.Select(rules, name, calls, Gen.Bool, Gen.Bool).Sample(
            (names, more, tools, isAdded, allows) =>
            {
                var (few, many) = (Written(names), Written([.. names.Append(more).Distinct(StringComparer.Ordinal)]));
                var (reads, readsMore) = (PolicyReader.Read(few), PolicyReader.Read(many));
                if (reads.Policy is null || readsMore.Policy is null)
                {
                    return;
                }

                var (before, after) = isAdded ? (reads, readsMore) : (readsMore, reads);
                var (old, now) = (ComparedDocument.Of(before), ComparedDocument.Of(after));
                var diff = PolicyComparison.Compare(before, after, []);
                foreach (var tool in tools)
                {
                    var (was, isNow) = (old.Decide(Subject.Tool, new Witness(tool, default)), now.Decide(Subject.Tool, new Witness(tool, default)));
                    Assert.True(isNow <= was || diff.Result is DiffResult.OpensAccess or DiffResult.NotDecided, $"{diff.Result}, but {tool} goes from {was} to {isNow}");
                }

                byte[] Written(string[] written) => Encoding.UTF8.GetBytes(Of($"{{{string.Join(",", written.Select(each => $"\"{each}\":{{}}"))}}}", allows));
            },
            iter: 3_000);
    }

    // The second operand has the member with which objects are made different from the first.
    [Fact]
    public void Compare_AnOperandWithAnEmptyKey_FindsWhatOpens()
    {
        const string Require = """{"a":{"require":[{"conditions":[{"path":"args.o.c","op":"eq","value":"s"}]}]""";

        var diff = PolicyComparison.Compare(
            Read(Of(Require + ""","deny_if":[{"conditions":[{"path":"args.o","op":"not_in","value":[{"c":"s"},{"c":"s","":[]}]}]}]}}""", allows: false)), Read(Of(Require + "}}", allows: false)), []);

        Assert.Equal(DiffResult.OpensAccess, diff.Result);
    }

    [Fact]
    public void Compare_ADocumentWithItself_IsNoChange() =>
        Document.Sample(document => PolicyComparison.Compare(Read(document), Read(document), []) is { Result: DiffResult.None, Changes.Count: 0 }, iter: 300);

    [Fact]
    public void Compare_WithOneMoreDenial_OpensNothing() =>
        Gen.Select(GeneratedRule.Rule, GeneratedRule.Rule).Sample(
            (rule, more) =>
            {
                var before = Of($$"""{"a":{{rule}} }""", allows: false);
                var after = Of($$"""{"a":{{rule.Replace("\"deny_if\":[", more[(more.IndexOf("\"deny_if\":[", StringComparison.Ordinal))..more.IndexOf("],\"require_approval\"", StringComparison.Ordinal)] + (more.Contains("\"deny_if\":[]", StringComparison.Ordinal) || rule.Contains("\"deny_if\":[]", StringComparison.Ordinal) ? "" : ","), StringComparison.Ordinal)}} }""", allows: false);
                return PolicyComparison.Compare(Read(before), Read(after), []).Result is not DiffResult.OpensAccess;
            },
            iter: 500);

    private static void AssertShown(AccessChange change, ComparedDocument before, ComparedDocument after)
    {
        if (change is { Kind: ChangeKind.Verdict, Witness: { } witness })
        {
            var subject = change.Subject switch { "tool" => Subject.Tool, "prompt" => Subject.Prompt, _ => Subject.Resource };
            Assert.Equal((change.From, change.To), (DiffReport.NameOf(before.Decide(subject, witness)), DiffReport.NameOf(after.Decide(subject, witness))));
        }
    }

    private static string Of(string tools, bool allows) => $$"""{"version":"1","default":"{{(allows ? "allow" : "deny")}}","tools":{{tools}} }""";

    private static PolicyReading Read(string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Policy is null ? throw new ArgumentException(string.Join("\n", reading.Problems) + document) : reading;
    }
}
