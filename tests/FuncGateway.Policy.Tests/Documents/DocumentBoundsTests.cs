using System.Text;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Tests.Documents;

public sealed class DocumentBoundsTests
{
    private const string Head = "\"version\":\"1\",\"default\":\"deny\"";

    // Regular expressions within their bounds take most of it. Without the bounds, names and patterns such as those below take gigabytes.
    private const long MaxAllocated = 400_000_000;

    public static TheoryData<string, string> WorstDocuments => new()
    {
        { "many rules", Object("tools", Fill(n => $"\"{n}\":{{}}")) },
        { "many hidden names", List("hide", Fill(n => $"\"{n:x}\"")) },
        { "many hidden patterns", List("hide", Fill(n => $"\"{n:x}*\"")) },
        { "many patterns that tie", Object("tools", Fill(n => $"\"*{n:d6}*\":{{}}")) },
        { "a long name with many entries", Object("tools", $"\"{new string('~', 120_000)}\":{{\"deny_if\":[{Fill(_ => "{\"conditions\":[]}", 130_000)}]}}") },
        { "a long name with many limits", Object("resources", $"\"{new string('a', 120_000)}\":{{\"limits\":[{Fill(n => $"{{\"counter\":\"{n}\",\"window\":1,\"max\":1}}", 130_000)}]}}") },
        { "the longest name with many entries", Object("tools", $"\"{new string('~', 512)}\":{{\"deny_if\":[{Fill(_ => "{\"conditions\":[]}", 250_000)}]}}") },
        { "a long unknown field with many repeated keys", Object("x" + new string('x', 120_000), Fill(_ => "\"a\":1", 130_000)) },
        { "many unknown fields", $"{{{Head},{Fill(n => $"\"x{n}\":1")}}}" },
        { "many conditions on different paths", Object("tools", $"\"a\":{{\"deny_if\":[{{\"conditions\":[{Fill(n => $"{{\"path\":\"args.k{n}\",\"op\":\"eq\",\"value\":1}}", 250_000)}]}}]}}") },
        { "many equal regular expressions", Regexes(_ => "^a+$") },
        { "many regular expressions", Regexes(n => $"^a{n}$") },
        { "regular expressions of many characters", Regexes(n => string.Concat(Enumerable.Range(n, 90).Select(at => (char)(0x4e00 + at)))) },
        { "one regular expression of very many characters", Regexes(n => n > 0 ? "a" : string.Concat(Enumerable.Range(0, 1000).Select(at => (char)(0x4e00 + at)))) },
        { "regular expressions of many categories", Regexes(n => string.Concat(Enumerable.Range(0, 40).Select(at => "[\\\\p{L}-[" + (char)(0x4e00 + at + n) + "]]"))) },
        { "one long number", Object("tools", $"\"a\":{{\"limits\":[{{\"counter\":\"c\",\"window\":1,\"max\":{new string('9', 250_000)}}}]}}") },
        { "one long escaped name", Object("tools", $"\"{string.Concat(Enumerable.Repeat("\\u0130", 40_000))}\":{{}}") },
    };

    [Theory]
    [MemberData(nameof(WorstDocuments))]
    public void Read_AWorstCaseDocument_TakesWorkInProportionToItsSize(string name, string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Assert.InRange(bytes.Length, 0, PolicyReader.MaxDocumentBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = PolicyReader.Read(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MaxAllocated, $"{name}: {allocated} bytes were allocated for {bytes.Length}");
        Assert.InRange(reading.Problems.Count, 0, ProblemList.MaxProblems + 1);
    }

    [Theory]
    [InlineData(2000, null)]
    [InlineData(2001, "found 2001 rules in tools, resources and prompts; accepted: at most 2000")]
    public void Read_RulesOfAllSections_AreBoundedTogether(int rules, string? problem) =>
        AssertProblem(problem, $"{{{Head},{Inner("tools", Names(1000, "t"))},{Inner("resources", Names(900, "r:"))},{Inner("prompts", Names(rules - 1900, "p"))}}}");

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "found 501 patterns with * in tools, resources, prompts and hide; accepted: at most 500")]
    public void Read_PatternsOfAllSectionsAndHide_AreBoundedTogether(int globs, string? problem) =>
        AssertProblem(
            problem,
            $"{{{Head},\"hide\":[{string.Join(",", Enumerable.Range(0, 200).Select(n => $"\"h{n}*\""))},\"plain\"],{Inner("tools", Names(100, "t", "_*"))},{Inner("resources", Names(100, "r:", "_*"))},{Inner("prompts", Names(globs - 400, "p", "_*"))}}}");

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "found 501 regular expressions; accepted: at most 500")]
    public void Read_RegularExpressions_AreBounded(int count, string? problem) =>
        AssertProblem(problem, Conditions(string.Join(",", Enumerable.Range(0, count).Select(n => Condition($"^x{n}$")))));

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "found a regular expression of 1001 characters; accepted: at most 1000")]
    public void Read_ARegularExpression_IsBoundedInLength(int length, string? problem) =>
        AssertProblem(problem, Conditions(Condition(new string('a', length))));

    [Fact]
    public void Read_ARegularExpressionOfTooManyCharacters_IsRefusedWithoutCompilingIt() =>
        AssertProblem(
            "found a regular expression with 400 different characters and Unicode categories; accepted: at most 100",
            Conditions(Condition(string.Concat(Enumerable.Range(0, 400).Select(at => (char)(0x4e00 + at))))));

    [Fact]
    public void Read_RegularExpressionsThatAreCostlyTogether_SayWhatTheyAddUpTo()
    {
        // Each has 100 characters, all different: 10 of them are more than the bound.
        var patterns = Enumerable.Range(0, 10).Select(n => Condition(string.Concat(Enumerable.Range(n, RegexCost.MaxSets).Select(at => (char)(0x4e00 + at)))));
        AssertProblem($"add up to {10 * ((100 * 100) + 100)}; accepted: at most 100000", Conditions(string.Join(",", patterns)));
    }

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "found a prompt name of 513 characters; accepted: at most 512")]
    public void Read_AName_IsBoundedInLength(int length, string? problem) =>
        AssertProblem(problem, Object("prompts", $"\"{new string('n', length)}\":{{}}"));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("aaa", 1)]
    [InlineData(@"\u4e00\u4e01\u4e00", 2)]
    [InlineData(@"\x41\101\cA\w", 4)]
    [InlineData(@"\p{L}\p{L}\P{Lu}", 5)]
    [InlineData(@"\", 1)]
    [InlineData(@"\u4", 1)]
    [InlineData(@"\p", 2)]
    public void CountSets_APattern_CountsCharactersOnceAndEachCategory(string pattern, int sets) =>
        Assert.Equal(sets, RegexCost.CountSets(pattern));

    private static void AssertProblem(string? problem, string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        Assert.Equal(problem is null, reading.Policy is not null);
        Assert.Equal(problem is null ? 0 : 1, reading.Problems.Count);
        Assert.All(reading.Problems, each => Assert.Contains(problem ?? "", each.Message, StringComparison.Ordinal));
    }

    private static string Names(int count, string prefix, string suffix = "") =>
        string.Join(",", Enumerable.Range(0, count).Select(n => $"\"{prefix}{n}{suffix}\":{{}}"));

    private static string Inner(string section, string members) => $"\"{section}\":{{{members}}}";

    private static string Object(string section, string members) => $"{{{Head},{Inner(section, members)}}}";

    private static string List(string field, string items) => $"{{{Head},\"{field}\":[{items}]}}";

    private static string Conditions(string conditions) => Object("tools", $"\"a\":{{\"deny_if\":[{{\"conditions\":[{conditions}]}}]}}");

    private static string Condition(string pattern) => $$"""{"path":"args.x","op":"regex","value":"{{pattern}}"}""";

    private static string Regexes(Func<int, string> pattern) => Conditions(Fill(n => Condition(pattern(n))));

    // As many items as fit into so many bytes.
    private static string Fill(Func<int, string> item, int bytes = 250_000)
    {
        var items = new List<string>();
        for (var left = bytes; ; items.Add(item(items.Count)))
        {
            left -= items.Count == 0 ? 0 : Encoding.UTF8.GetByteCount(items[^1]) + 1;
            if (left < 0)
            {
                return string.Join(",", items.SkipLast(1));
            }
        }
    }
}
