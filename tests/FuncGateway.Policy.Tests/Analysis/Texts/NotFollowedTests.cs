using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

public sealed class NotFollowedTests
{
    [Theory]
    [InlineData("(?=a)", "a look-ahead")]
    [InlineData("(?!a)", "a look-ahead")]
    [InlineData("(?<=a)", "a look-behind")]
    [InlineData("(?<!a)", "a look-behind")]
    [InlineData("(?>a)", "an atomic group")]
    [InlineData("(?(a)b|c)", "a conditional")]
    [InlineData("(?<a>x)(?<-a>y)", "a balancing group")]
    [InlineData("(?<a>x)(?<b-a>y)", "a balancing group")]
    [InlineData(@"(a)\1", "a back-reference")]
    [InlineData(@"(?<a>x)\k<a>", "a back-reference")]
    [InlineData(@"(?<a>x)\<a>", "a back-reference")]
    [InlineData(@"(?<12>x)\12", "a back-reference")]
    [InlineData(@"\Ga", @"\G")]
    [InlineData("(?:a+|){2}", "a repeated group with an empty alternative")]
    [InlineData("(?n)(|(?:b|a+?(?#c))??){2,}?", "a repeated group with an empty alternative")]
    public void Matching_WithAConstructThatIsNotAnalysed_NamesIt(string pattern, string construct)
    {
        Assert.False(TextSet.TryMatching(pattern, new TextBudget(), out var set, out var why));
        Assert.Null(set);
        Assert.Equal($"the pattern uses {construct}, which is not analysed", why);
    }

    [Theory]
    [InlineData("(a", "the pattern is not valid: a group without a closing parenthesis at character 2")]
    [InlineData("a)", "the pattern is not valid: a closing parenthesis without an opening one at character 2")]
    [InlineData("[a", "the pattern is not valid: a class without a closing bracket at character 2")]
    [InlineData("a**", "the pattern is not valid: a quantifier after a quantifier at character 2")]
    [InlineData("(?i)*", "the pattern is not valid: a quantifier after nothing at character 5")]
    [InlineData("a{2,1}", "the pattern is not valid: a quantifier whose lower bound is above its upper one at character 6")]
    [InlineData(@"\p{Nope}", @"the pattern is not valid: an unknown \p{…} at character 8")]
    [InlineData(@"\_", "the pattern is not valid: an unknown escape at character 2")]
    [InlineData("[z-a]", "the pattern is not valid: a range in reverse order at character 4")]
    [InlineData("(?x)a", "the pattern is not valid: the inline option x, under which comments hide where a pattern ends")]
    public void Matching_APatternThatIsNotValid_SaysWhere(string pattern, string expected)
    {
        Assert.False(TextSet.TryMatching(pattern, new TextBudget(), out _, out var why));
        Assert.Equal(expected, why);
    }

    [Theory]
    [InlineData("(?:a+|){0,3}")]
    [InlineData("(?:a+|){1}")]
    [InlineData("(?:(?:a+|)b)+")]
    [InlineData("(?:a*)+")]
    public void Matching_AnEmptyAlternativeThatIsNotRepeatedAlone_IsFollowed(string pattern) =>
        Assert.True(TextSet.TryMatching(pattern, new TextBudget(), out _, out _));
}
