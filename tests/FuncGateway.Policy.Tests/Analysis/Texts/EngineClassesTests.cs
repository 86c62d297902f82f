using System.Text.RegularExpressions;
using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

/// <summary>All UTF-16 code units, as the engine that the publisher uses classifies them.</summary>
public sealed class EngineClassesTests
{
    private static readonly string All = string.Concat(Enumerable.Range(0, CharSet.End).Select(code => (char)code));

    [Theory]
    [InlineData(@"\d")]
    [InlineData(@"\D")]
    [InlineData(@"\w")]
    [InlineData(@"\W")]
    [InlineData(@"\s")]
    [InlineData(@"\S")]
    [InlineData(@"\p{Lu}")]
    [InlineData(@"(?i)\p{Lu}")]
    [InlineData(@"(?i)\P{Ll}")]
    [InlineData(@"(?i)[^\p{IsGreek}k-m]")]
    [InlineData(@"[\p{L}-[\p{IsCyrillic}-[а-я]]]")]
    [InlineData(@"(?i)[a-zß-ÿ-[S]]")]
    [InlineData(@"(?i)[\u0100-\uFFFF]")]
    [InlineData(@".")]
    [InlineData(@"(?s).")]
    [InlineData(@"\b")]
    public void Sets_OfEveryCodeUnit_AreThoseOfTheEngine(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        Assert.True(PatternReader.TryRead($"^(?:{pattern})", new TextBudget(), out var nfa, out _));
        var automaton = Determinizer.TryBuild(nfa, new TextBudget())!;
        Assert.DoesNotContain(All, one => regex.IsMatch([one]) != automaton.Contains(one.ToString()));
    }

    [Fact]
    public void CaseEquivalence_OfEveryCodeUnit_IsThatOfTheEngine()
    {
        for (var code = 0; code < CharSet.End; code++)
        {
            var mine = CaseEquivalence.Close(CharSet.Of((char)code));
            var found = new List<char>();
            foreach (var match in new Regex($@"(?i)\u{code:x4}", RegexOptions.CultureInvariant).EnumerateMatches(All))
            {
                found.Add(All[match.Index]);
            }

            Assert.Equal(CharSet.OfAscending(found).Edges, mine.Edges);
        }
    }
}
