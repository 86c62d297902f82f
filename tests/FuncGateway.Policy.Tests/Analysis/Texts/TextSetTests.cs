using System.Text.RegularExpressions;
using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

public sealed class TextSetTests
{
    [Theory]
    [InlineData("")]
    [InlineData("^")]
    [InlineData("$")]
    [InlineData("a|")]
    [InlineData("(?s).*")]
    [InlineData(".*")]
    [InlineData(@"\b|\B")]
    [InlineData(@"^[\s\S]*$")]
    [InlineData(@"^(?:\w|\W)*\z")]
    [InlineData(@"^(?:[^\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$")]
    public void IsAll_APatternThatEveryTextMatches_IsTrue(string pattern)
    {
        var set = Matching(pattern);
        Assert.True(set.IsAll);
        Assert.False(set.IsEmpty);
        Assert.Null(set.Not().Shortest());
        Assert.Equal("", set.Shortest());
    }

    [Theory]
    [InlineData(@"[^\s\S]")]
    [InlineData("a^b")]
    [InlineData(@"\b\B")]
    [InlineData("(?m)a^b")]
    [InlineData("$a")]
    [InlineData(@"\Z\n\n")]
    [InlineData("[a-c-[a-z]]")]
    [InlineData(@"^\uD83D$")]
    [InlineData(@"\uDE00\uDE00")]
    public void IsEmpty_APatternThatNoWellFormedTextMatches_IsTrue(string pattern)
    {
        var set = Matching(pattern);
        Assert.True(set.IsEmpty);
        Assert.True(set.Not().IsAll);
        Assert.Null(set.Shortest());
    }

    [Theory]
    [InlineData(@"\.env$", ".env")]
    [InlineData(@"^[a-z0-9-]{3,40}$", "aaa")]
    [InlineData(@"(?i)drop\s+table", "drop table")]
    [InlineData(@"^https://([a-z]+\.)*example\.com/", "https://example.com/")]
    [InlineData("^[^a-zA-Z0-9]$", "-")]
    [InlineData("^[^ -~]$", "\u00A1")]
    [InlineData("^[-b]$", "b")]
    [InlineData("^.[é]$", "aé")]
    [InlineData(@"\uD83D", "😀")]
    [InlineData("^[^\0-\uD7FF\uE000-\uFFFF]+$", "😀")]
    [InlineData("^(?:-a|b-|--|ca)$", "ca")]
    [InlineData(@"\n\Z", "\n")]
    [InlineData(@"a\Z\n", "a\n")]
    public void Shortest_OfAPattern_IsReadable(string pattern, string expected) => Assert.Equal(expected, Matching(pattern).Shortest());

    [Fact]
    public void And_OfLiterals_IsAMembershipTestThatSpendsNothing()
    {
        var none = new TextBudget(0);
        var digits = Matching(@"^\d+$");
        Assert.Equal("7", TextSet.Of("7").And(digits, none)!.Shortest());
        Assert.True(digits.And(TextSet.Of("x"), none)!.IsEmpty);
        Assert.True(TextSet.Of("a").And(TextSet.Of("b"), none)!.IsEmpty);
        Assert.Equal("xay", TextSet.Of("xay").And(TextSet.Containing("a"), none)!.Shortest());

        var neither = TextSet.Of("").Not().And(TextSet.Of("a").Not(), none)!;
        Assert.Equal("b", neither.Shortest());
        Assert.False(neither.IsAll);
        Assert.False(neither.Contains("a"));
        Assert.Same(digits, TextSet.All.And(digits, none));
        Assert.Same(digits, digits.And(TextSet.All, none));
    }

    [Fact]
    public void And_OfAPatternAndExcludedTexts_LeavesTheOthers()
    {
        var budget = new TextBudget();
        var regions = Matching("^(?:eu|us|asia)$").And(TextSet.Of("eu").Not().And(TextSet.Of("us").Not(), budget)!, budget)!;
        Assert.Equal("asia", regions.Shortest());
        Assert.True(regions.And(TextSet.Containing("si").Not(), budget)!.IsEmpty);
    }

    [Fact]
    public void Containing_Parts_IsOrdinalAndMeetsOtherParts()
    {
        var budget = new TextBudget();
        Assert.True(TextSet.Containing("").IsAll);
        Assert.False(TextSet.Containing("é").Contains("e\u0301"));
        Assert.Equal("aabaab", TextSet.Containing("aabaab").Shortest());
        var both = TextSet.Containing("abcab").And(TextSet.Containing("cabx"), budget)!;
        Assert.Equal("abcabx", both.Shortest());
        Assert.True(both.And(TextSet.Containing("b").Not(), budget)!.IsEmpty);
        Assert.True(TextSet.Containing("aaab").And(Matching("(?:aaa)b").Not(), budget)!.IsEmpty);
        Assert.True(Matching("aaab").And(TextSet.Containing("aaab").Not(), budget)!.IsEmpty);
    }

    // An attribute cannot hold half a pair.
    public static TheoryData<char[], string?> Halves => new()
    {
        { ['\uD83D'], "😀" },
        { ['\uDE00', 'x'], "😀x" },
        { ['a', '\uD83D', 'b'], null },
    };

    [Theory]
    [MemberData(nameof(Halves))]
    public void Containing_HalfASurrogatePair_IsCompletedOrEmpty(char[] part, string? shortest)
    {
        Assert.Equal(shortest, TextSet.Containing(new string(part)).Shortest());
        Assert.Equal(shortest, TextSet.Containing(new string(part)).And(Matching("x|^"), new TextBudget())!.Shortest());
    }

    [Fact]
    public void Of_HalfASurrogatePair_IsEmpty()
    {
        Assert.True(TextSet.Of("a\uD83D").IsEmpty);
        Assert.False(TextSet.All.Contains("\uDE00\uD83D"));
        Assert.True(TextSet.All.Contains("😀"));
    }

    [Fact]
    public void Shortest_OfAllButEverySingleCharacter_HasTwo()
    {
        var budget = new TextBudget();
        var longer = TextSet.Of("").Not();
        for (var code = 0; code <= char.MaxValue; code += code < 0x100 ? 1 : 0x1000)
        {
            longer = longer.And(TextSet.Of(((char)code).ToString()).Not(), budget)!;
        }

        Assert.Equal("\u0101", longer.Shortest());
    }

    private static TextSet Matching(string pattern)
    {
        Assert.True(TextSet.TryMatching(pattern, new TextBudget(), out var set, out var why), $"{Regex.Escape(pattern)}: {why}");
        return set;
    }
}
