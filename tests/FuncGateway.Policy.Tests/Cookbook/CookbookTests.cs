using System.Text;
using System.Text.RegularExpressions;
using FuncGateway.Policies.Analysis.Testing;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;
using NJsonSchema;

namespace FuncGateway.Policies.Tests.Cookbook;

/// <summary>The policies of <c>docs/policy/cookbook</c>, each with its tests.</summary>
public sealed partial class CookbookTests
{
    private const string PolicySuffix = ".policy.json";
    private const string TestSuffix = ".policytest.json";
    private const string InShadow = "shadow-first";

    private static readonly string Docs = Path.Combine(AppContext.BaseDirectory, "docs", "policy");
    private static readonly string[] Names = [.. NamesWith(PolicySuffix)];

    public static TheoryData<string> Policies => [.. Names];

    [Fact]
    public void Cookbook_HasTestsAndASectionForEveryPolicy()
    {
        Assert.True(Names.Length >= 15, $"found {Names.Length} policies");
        Assert.Equal(Names, NamesWith(TestSuffix));
        Assert.Equal(Names, Headings().Matches(Page).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Policy_ReadsWithoutProblemsAndWarnings(string name)
    {
        var reading = Read(name);

        Assert.Empty(reading.Problems);
        Assert.Equal(name == InShadow ? ["/mode"] : [], reading.Warnings.Select(warning => warning.Path));
        Assert.DoesNotContain(PolicyVerification.Of(reading).Findings, finding => finding.Code != PolicyFindingCode.Questionable && (finding.Code.Level != PolicyFindingLevel.Note || finding.Code == PolicyFindingCode.NotDecided));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Tests_OfAPolicy_PassAndDecideByEveryEntry(string name)
    {
        var (tests, problems) = PolicyTests.Read(Encoding.UTF8.GetBytes(Text(name + TestSuffix)));
        Assert.Empty(problems);
        var report = PolicyTestRun.Run(Read(name), tests!);

        Assert.Empty(report.Results.Where(result => result.Outcome != TestOutcome.Passed).Select(result => $"{result.Name}: {result.Message}"));
        Assert.True(report.Passed >= 5, $"found {report.Passed} tests");
        Assert.Empty(report.Coverage.UncoveredEntries);
        Assert.Empty(report.Coverage.NotDecided);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Page_ShowsThePolicyAsItIsInTheFile(string name) =>
        Assert.Contains($"\n```json\n{Text(name + PolicySuffix)}```\n", SectionOf(name), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Schemas_AcceptThePolicyAndItsTests(string name)
    {
        Assert.Empty((await SchemaAsync("policy.schema.json")).Validate(Text(name + PolicySuffix)));
        Assert.Empty((await SchemaAsync("policytest.schema.json")).Validate(Text(name + TestSuffix)));
    }

    [Theory]
    [InlineData("""{"version":"2"}""")]
    [InlineData("""{"version":"1","case":[]}""")]
    [InlineData("""{"version":"1","cases":[{"call":{}}]}""")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a","prompt":"b"}}]}""")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a"},"expect":"maybe"}]}""")]
    [InlineData("""{"version":"1","cases":[{"call":{"tool":"a"},"expect":{"rule":"/tools/a"}}]}""")]
    [InlineData("""{"version":"1","fixtures":{"a":[]}}""")]
    [InlineData("""{"version":"1","matrix":[{"tools":["a"]}]}""")]
    [InlineData("""{"version":"1","sequences":[{"steps":[{"call":{"tool":"a"},"times":0}]}]}""")]
    [InlineData("""{"version":"1","sequences":[{"steps":[{"call":{"tool":"a"},"after":"soon"}]}]}""")]
    public async Task SchemaOfTests_RefusesWhatTheReaderRefuses(string document)
    {
        Assert.NotEmpty(PolicyTests.Read(Encoding.UTF8.GetBytes(document)).Problems);
        Assert.NotEmpty((await SchemaAsync("policytest.schema.json")).Validate(document));
    }

    [Theory]
    [InlineData("""{"version":"1"}""")]
    [InlineData("""{"version":"1","never":[{"tool":"a"}]}""")]
    [InlineData("""{"version":"1","never":[{"tool":"","conditions":[]}]}""")]
    [InlineData("""{"version":"1","never":[{"tool":"a","conditions":[{"path":"args.a","op":"gt","value":"1"}]}]}""")]
    [InlineData("""{"version":"1","never":[{"tool":"a","conditions":[],"unless_approved":"yes"}]}""")]
    public async Task SchemaOfInvariants_RefusesWhatTheReaderRefuses(string document)
    {
        Assert.NotEmpty(Invariants.Read(Encoding.UTF8.GetBytes(document)).Problems);
        Assert.NotEmpty((await SchemaAsync("invariants.schema.json")).Validate(document));
    }

    [Theory]
    [InlineData("approve-above", 4, 0)]
    [InlineData("cap-single-charge", 3, 1)]
    [InlineData("cap-daily-spend", 2, 2)]
    [InlineData("read-only", 3, 1)]
    public async Task InvariantsOfTheGuide_AreProvedOrViolated(string name, int proved, int violated)
    {
        var text = File.ReadAllText(Path.Combine(Docs, "payments.invariants.json"));
        var (invariants, problems) = Invariants.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(problems);
        Assert.Empty((await SchemaAsync("invariants.schema.json")).Validate(text));
        var verification = PolicyVerification.Of(Read(name), invariants: invariants);

        Assert.Equal((proved, violated, 0), (verification.Proved, verification.Violated, verification.NotDecided));
    }

    [Fact]
    public void Guide_ShowsTheInvariantsAsTheyAreInTheFile() =>
        Assert.Contains($"\n```json\n{File.ReadAllText(Path.Combine(Docs, "payments.invariants.json"))}```\n", File.ReadAllText(Path.Combine(Docs, "README.md")), StringComparison.Ordinal);

    // A document of the pages is a whole policy, tests of one, or neither if it has no version.
    [Theory]
    [InlineData("README.md")]
    [InlineData("testing.md")]
    public void Documents_OfAPage_AreRead(string page)
    {
        var documents = Documents().Matches(File.ReadAllText(Path.Combine(Docs, page))).Select(match => match.Groups["json"].Value).Where(json => json.Contains("\"version\"", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(documents);
        Assert.All(documents, json => Assert.Empty(ProblemsOf(json, Encoding.UTF8.GetBytes(json))));
    }

    private static string Page => File.ReadAllText(Path.Combine(Docs, "cookbook.md"));

    private static IReadOnlyList<Problem> ProblemsOf(string json, byte[] utf8) =>
        json.Contains("\"default\"", StringComparison.Ordinal) ? PolicyReader.Read(utf8).Problems
        : json.Contains("\"never\"", StringComparison.Ordinal) ? Invariants.Read(utf8).Problems
        : PolicyTests.Read(utf8).Problems;

    private static string SectionOf(string name) =>
        Page.Split("\n## ").Single(section => section.StartsWith(name + "\n", StringComparison.Ordinal));

    private static PolicyReading Read(string name) => PolicyReader.Read(Encoding.UTF8.GetBytes(Text(name + PolicySuffix)));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Docs, "cookbook", file));

    private static Task<JsonSchema> SchemaAsync(string name) => JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "samples", name));

    private static IEnumerable<string> NamesWith(string suffix) =>
        Directory.GetFiles(Path.Combine(Docs, "cookbook"), "*" + suffix).Select(file => Path.GetFileName(file)[..^suffix.Length]).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^## (?<name>[a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Documents();
}
