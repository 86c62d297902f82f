using System.Text;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests.Analysis.Spaces;

/// <summary>Documents that would take hours without a bound. What is given up is said.</summary>
public sealed class WorkBudgetTests
{
    private const string TooManyParts = "its calls fall into more than 16,384 parts";

    [Fact]
    public void Compare_LongListsOfNumbers_FindsTheOneThatIsNew()
    {
        var numbers = Enumerable.Range(0, 6_000).Select(number => $"{number * 3}").ToArray();

        var diff = PolicyComparison.Compare(OfList(numbers), OfList([.. numbers, "7"]), []);

        Assert.Equal(DiffResult.OpensAccess, diff.Result);
        Assert.Equal("""{"x":7}""", Encoding.UTF8.GetString(Assert.Single(diff.Changes).Witness!.Arguments.Span));
    }

    [Fact]
    public void Compare_LongListsOfTexts_FindsTheOneThatIsNew()
    {
        var texts = Enumerable.Range(0, 6_000).Select(number => $"\"id-{number}\"").ToArray();

        var diff = PolicyComparison.Compare(OfList(texts), OfList([.. texts, "\"new\""]), []);

        Assert.Equal("""{"x":"new"}""", Encoding.UTF8.GetString(Assert.Single(diff.Changes).Witness!.Arguments.Span));
    }

    [Fact]
    public void Compare_LongListsOfLists_IsNotDecided()
    {
        var lists = Enumerable.Range(0, 6_000).Select(number => $"[{number}]").ToArray();

        var diff = PolicyComparison.Compare(OfList(lists), OfList([.. lists, "[7000]"]), []);

        Assert.Equal(DiffResult.NotDecided, diff.Result);
        Assert.All(diff.NotDecided, part => Assert.Equal(WorkBudget.Spent, part.Why));
    }

    [Fact]
    public void Compare_ThousandsOfConditionsOnOneArgument_IsNotDecided()
    {
        static PolicyReading Of(string op) => OfTools(string.Concat($$"""{"a":{"deny_if":[""", string.Join(",", Enumerable.Range(0, 2_000).Select(number => $$"""{"conditions":[{"path":"args.x","op":"{{op}}","value":{{number}}}]}""")), "]}}"));

        Assert.Equal(DiffResult.NotDecided, PolicyComparison.Compare(Of("eq"), Of("neq"), []).Result);
    }

    // Each alternative doubles the parts.
    [Fact]
    public void Of_ManyAlternativesInOneEntry_IsNotDecided()
    {
        var verification = PolicyVerification.Of(OfTools(string.Concat("""{"a":{"deny_if":[{"conditions":[""", Alternatives(40), "]}]}}")));

        Assert.Contains(verification.Findings, finding => finding.Code == PolicyFindingCode.NotDecided && finding.Message.EndsWith(TooManyParts, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ManyAlternativesForManyTools_IsNotDecided()
    {
        var tools = Enumerable.Range(0, 100).Select(tool => string.Concat($"\"t{tool}\":", """{"deny_if":[{"conditions":[""", Alternatives(12), "]}]}"));

        var verification = PolicyVerification.Of(OfTools($"{{{string.Join(",", tools)}}}"));

        Assert.Contains(verification.Findings, finding => finding.Code == PolicyFindingCode.NotDecided && finding.Message.EndsWith(WorkBudget.Spent, StringComparison.Ordinal));
    }

    private static string Alternatives(int count) => string.Join(",", Enumerable.Range(0, count).Select(number =>
        $$"""{"any":[{"path":"args.a{{number}}","op":"eq","value":1},{"path":"args.b{{number}}","op":"eq","value":1}]}"""));

    private static PolicyReading OfList(string[] operands) =>
        OfTools($$"""{"a":{"require":[{"conditions":[{"path":"args.x","op":"in","value":[{{string.Join(",", operands)}}]}]}]} }""");

    private static PolicyReading OfTools(string tools)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","default":"deny","tools":{{tools}} }"""));
        Assert.Empty(reading.Problems);
        return reading;
    }
}
